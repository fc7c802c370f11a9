package dev.correlator.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Acts on events. (The field's other word: sink.)
 *
 * <p><b>Life:</b> constructed by {@link java.util.ServiceLoader} (public constructor without
 * arguments, {@link Named}), {@link #interest} once, {@link #open} once, {@link #handle} any number
 * of times, {@link #close} once, also after a failure. One instance serves one configured handler.
 *
 * <p><b>Threads:</b> all calls come from one thread of the handler's own; it may block, others do
 * not wait for it. A call that takes longer than the handler's timeout (default 10 s) is
 * interrupted and counts as failed.
 *
 * <p><b>Order and repetition:</b> events come in the canonical order of the run, each at least
 * once; after a crash or a failed call an event may come again, with the same {@link
 * EventEnvelope#id}.
 *
 * <p><b>Failure:</b> an exception is taken as {@link DeliveryResult.Deferred} for the whole batch;
 * it is counted and reported, and never stops other handlers or the run.
 *
 * @param <C> the configuration record
 */
public interface EventHandler<C extends Record> extends AutoCloseable {

  /**
   * Which events it wants, the same each time; asked before {@link #open}, and-ed with the user's
   * filter.
   */
  default Interest interest(C config) {
    return Interest.all();
  }

  /**
   * Whether it acts on the world outside this program's own files and streams: sends a mail, calls
   * a service, blocks an address. Such a handler is neither opened nor given events when the input
   * is history, unless the user asks for it; what it would have been given is counted and reported.
   */
  default boolean actsOutside() {
    return false;
  }

  /**
   * The files that it will write, so that a run which reads one of them, or writes it otherwise,
   * does not start. Asked before any handler is opened, of this instance or another one, by any
   * thread; nothing is changed by it. Default: none, and nothing is checked.
   *
   * @return relative paths are resolved against the context's directory
   */
  default Set<Path> writes(C config, HandlerContext context) {
    return Set.of();
  }

  /**
   * Gets ready.
   *
   * @throws IOException if it cannot work as configured; the run does not start, and says why
   */
  void open(C config, HandlerContext context) throws IOException;

  /**
   * Acts on some events.
   *
   * @param batch 1 to 1,000 events
   * @return one result per event, in the same order
   * @throws IOException if the whole batch should be tried again
   * @throws InterruptedException if the call took too long
   */
  List<DeliveryResult> handle(List<EventEnvelope<?>> batch)
      throws IOException, InterruptedException;

  /** Writes out what is left and gives up its resources. */
  @Override
  void close() throws IOException;
}
