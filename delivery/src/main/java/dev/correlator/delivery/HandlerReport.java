package dev.correlator.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one handler's events. Once the handler is closed or failed, {@code taken =
 * delivered + refused + failed}.
 *
 * @param name the configured handler
 * @param state where it stands
 * @param taken events that passed its interest, its {@code on} and its {@code when}
 * @param delivered events that the receiver has
 * @param deferred how often an event was put off; an event may be, several times
 * @param refused events that the handler said will never succeed: the dead letters
 * @param failed events that did not get through: tries used up, or the handler was given up
 * @param withheld events that it would have been given, were the input not history
 * @param failedCalls calls that threw, took too long, or gave no proper result
 * @param undecided events that it was not given because its {@code when} could not be evaluated,
 *     for another reason than a missing value
 * @param undecidedError why the first of these could not; null where there is none
 * @param losses why events were refused or failed, the most frequent first
 * @param error why the handler was given up or could not be closed; null where neither happened
 */
public record HandlerReport(
    String name,
    HandlerState state,
    long taken,
    long delivered,
    long deferred,
    long refused,
    long failed,
    long withheld,
    long failedCalls,
    long undecided,
    @Nullable String undecidedError,
    List<Loss> losses,
    @Nullable String error) {

  /** Copies. */
  public HandlerReport {
    losses = List.copyOf(losses);
  }

  /**
   * A reason for which events did not get through.
   *
   * @param reason in words, of the handler or of the engine
   * @param events how many
   */
  public record Loss(String reason, long events) {}

  /** Whether each event that it took got through, and it could be closed. */
  public boolean isComplete() {
    return refused == 0 && failed == 0 && error == null;
  }
}
