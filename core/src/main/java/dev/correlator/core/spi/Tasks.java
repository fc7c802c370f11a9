package dev.correlator.core.spi;

import java.util.List;

/** Runs pieces of work side by side. */
@FunctionalInterface
public interface Tasks {

  /** Runs all, in any order and on any threads, and returns when all have ended. */
  void all(List<Runnable> work);

  /** One after the other, on the caller's thread. */
  Tasks INLINE = work -> work.forEach(Runnable::run);
}
