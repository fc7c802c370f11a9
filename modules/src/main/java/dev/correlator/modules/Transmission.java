package dev.correlator.modules;

import static dev.correlator.api.KeyPart.HOST;
import static dev.correlator.api.Outcome.COMPLETED;

import dev.correlator.api.Calendar;
import dev.correlator.api.EventType;
import dev.correlator.api.Flow;
import dev.correlator.api.KeyPart;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Named;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.Setting;
import dev.correlator.api.StatisticsEvent;
import dev.correlator.api.Step;
import dev.correlator.api.TransactionEvent;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Torrents that Transmission has finished, versions 2 to 4, and how many. A torrent is known by its
 * name: begun when its data are looked at for the first time, finished when it changes its state.
 *
 * <p>The daemon says so at level info up to version 3, and at level trace in version 4. What others
 * call themselves is in the records: a name is all up to the last text that is the daemon's own.
 */
@Named(value = "transmission", description = "Torrents that were finished, and how many")
public final class Transmission implements LogicModule<Transmission.Config> {

  /** What the daemon puts in front where it does not run in the background. */
  private static final String FRONT = "{?[{time:key} {clock:key}] }{?{:INF|TRC|DBG|ERR|WRN} }";

  /** Where in the daemon's program it is said: in a parenthesis, with the line. */
  private static final String BEHIND = "{? ({file:key})}";

  /** For the service loader. */
  public Transmission() {}

  /** The settings. */
  public record Config(
      @Setting(
              doc = "A torrent that is not finished this long after it was begun is given up",
              def = "30d",
              min = 60)
          Duration patience) {}

  /**
   * A torrent was finished, removed, or given up.
   *
   * @param state what it was finished as: {@code Complete}, or {@code Done} where not all of its
   *     files were wanted
   */
  @EventType(
      title = "Torrents",
      summary = "{torrent}: {outcome} ({reason})",
      columns = {"torrent", "state"})
  public record Torrent(@Nullable String torrent, @Nullable String state)
      implements TransactionEvent {}

  /** How many torrents were finished on a day. */
  public record Daily(long finished) implements StatisticsEvent {}

  @Override
  public void define(Flow flow, Config c) {
    Consumer<Step> finished = s -> s.tally("finished");
    flow.transaction("torrent", Select.app("transmission-daemon", "transmission"), Torrent.class)
        .key(HOST, KeyPart.of("torrent"))
        .total(c.patience())
        .openAndEnd(
            COMPLETED,
            "finished",
            Pattern.of(
                FRONT
                    + "{:{torrent}: |{torrent} }State changed from \"Incomplete\" to"
                    + " \"{state:word}\""
                    + BEHIND),
            finished)
        // Version 4 tells the state before in both places.
        .openAndEnd(
            COMPLETED,
            "finished",
            Pattern.of(
                FRONT
                    + "{:{torrent}: |{torrent} }State changed from Incomplete to {state:word}"
                    + BEHIND),
            finished)
        .open(Pattern.of(FRONT + "{:{torrent}: |{torrent} }Queued for verification" + BEHIND))
        .step(Pattern.of(FRONT + "{:{torrent}: |{torrent} }Verifying torrent" + BEHIND))
        // Also when the daemon ends: then it is begun anew with the next one.
        .endIfOpen(
            COMPLETED,
            "removed",
            Pattern.of(FRONT + "{:{torrent}: |{torrent} }Removing torrent" + BEHIND));
    flow.statistics(Daily.class, Calendar.daily());
  }
}
