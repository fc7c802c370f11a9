package dev.correlator.testkit;

import dev.correlator.api.Event;
import dev.correlator.api.HandlerContext;
import java.nio.file.Path;
import java.util.Set;

/**
 * What a handler is told when a test opens it: that it is {@code handler} of the application {@code
 * contract}.
 *
 * @param directory the folder that it may write to
 * @param types the events that it will be given
 */
public record SampleContext(Path directory, Set<Class<? extends Event>> types)
    implements HandlerContext {

  /** Copies. */
  public SampleContext {
    types = Set.copyOf(types);
  }

  /** A folder, and no event that is known beforehand. */
  public static SampleContext in(Path directory) {
    return new SampleContext(directory, Set.of());
  }

  @Override
  public String name() {
    return "handler";
  }

  @Override
  public String application() {
    return "contract";
  }
}
