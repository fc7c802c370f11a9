package dev.correlator.bench;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.Rejection;
import dev.correlator.core.Following;
import dev.correlator.core.OriginClock;
import dev.correlator.core.RecordBlock;
import dev.correlator.core.Sources;
import dev.correlator.intake.Formats;
import dev.correlator.intake.Intake;
import dev.correlator.intake.IntakeOptions;
import dev.correlator.intake.LogSource;
import dev.correlator.intake.RecordTaker;
import dev.correlator.modules.OpenSsh;
import dev.correlator.testkit.Scenario;
import dev.correlator.testkit.ScenarioResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The openssh module against the cases of fail2ban's sshd filter: {@code Fail2banSshd SHARED} with
 * the folder that holds {@code corpus/fail2ban}. Prints rows right and wrong by mode, and each
 * wrong row; exit code 1 if there are more of these than the 22 below, or a time is wrong.
 *
 * <p><b>What is compared.</b> The rows of one file and one set of options are one log. fail2ban
 * says of each row whether it is a failure to be counted in its mode, and whose. The module speaks
 * of connections; so it is asked after each row what it knows of them by then, all deadlines
 * passed. It counts a row, for the address of the row's connection, when
 *
 * <ol>
 *   <li>the row alone, without any other, is a failed try of the mode; or
 *   <li>a connection of a known address has one more failed try than before the row; or
 *   <li>a connection has become a failure of the mode with the row, its address being known; a key
 *       that was refused counts when the connection has ended, because a client may offer several;
 *       or
 *   <li>in the modes that count visits, the client leaves with it without having logged in, and no
 *       row before told of a visit.
 * </ol>
 *
 * <p>The mode {@code normal} counts connections that tried to log in: unknown user, user not
 * allowed, account denied, root log-in refused, wrong password, refused key, host or ticket,
 * changed user, log-in failed, refused by address, too many failures. {@code ddos} counts also
 * visits: no identification, not SSH, left before log-in, timed out. {@code extra} counts beside
 * what {@code normal} does: no common algorithm, no method left, and those that say goodbye. {@code
 * aggressive} counts all.
 *
 * <p>The times are those of the lines by themselves, in the zone and at the time of fail2ban's
 * tests.
 *
 * <p><b>Where the two differ by intent</b> (22 of the 526 rows): fail2ban counts each line that
 * matches, the module each connection once, so that a second time-out, goodbye or broken handshake
 * under the process id of the first is not counted again (made-up lines reuse them within seconds);
 * for a log-in fail2ban counts what it held back of other users of the same process, the module
 * takes sshd's word on each try and lets PAM's lines only lead up to it; a connection that is
 * closed without {@code [preauth]} after {@code Connection from} was a visit too; and records
 * without a process id, as metalog writes them, are read but are of no connection.
 */
public final class Fail2banSshd {

  /** How many rows are judged otherwise, for the reasons given above. */
  private static final int OTHER_BY_INTENT = 22;

  private static final Set<String> TRIES =
      Set.of(
          "user not allowed",
          "unknown user",
          "account denied",
          "root log-in refused",
          "wrong password",
          "refused key",
          "refused host",
          "refused ticket",
          "refused by address",
          "changed user",
          "log-in failed",
          "too many failures");

  /** What rests on several records, none of which says it alone. */
  private static final Set<String> OF_SEVERAL = Set.of("refused key", "too many failures");

  private static final Set<String> VISITS =
      Set.of("no identification", "not SSH", "left before log-in", "timed out");
  private static final Set<String> EXTRA = Set.of("no common algorithm", "no method left");
  private static final Set<String> LEAVING = Set.of("closed", "reset", "disconnected");

  private static final OpenSsh.Config CONFIG =
      new OpenSsh.Config(
          Duration.ofMinutes(5),
          5,
          List.of(OpenSsh.Counted.FAILED_PASSWORD),
          false,
          Duration.ofDays(2));

  /** What is known of a connection. */
  private record Known(
      @Nullable String address,
      @Nullable String reason,
      @Nullable String end,
      int failures,
      Outcome outcome) {

    static final Known NOTHING = new Known(null, null, null, 0, Outcome.OPEN_AT_END);

    String saidReason() {
      return reason == null ? "" : reason;
    }

    boolean isOver() {
      return outcome == Outcome.FAILED;
    }

    boolean counts(String mode) {
      if (address == null || reason == null) {
        return false;
      }
      if (reason.equals("refused key")) {
        return isOver();
      }
      return TRIES.contains(reason)
          || visits(mode) && VISITS.contains(reason)
          || extra(mode) && EXTRA.contains(reason);
    }

    boolean leaves(String mode) {
      return address != null
          && end != null
          && isOver()
          && (visits(mode) && LEAVING.contains(end) || extra(mode) && "disconnected".equals(end));
    }

    private static boolean visits(String mode) {
      return mode.equals("ddos") || mode.equals("aggressive");
    }

    private static boolean extra(String mode) {
      return mode.equals("extra") || mode.equals("aggressive");
    }
  }

  /** When and where the rows were read; a time without a year is the latest not after it. */
  private static final Instant NOW = Instant.parse("2005-08-14T10:00:00Z");

  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private int right;
  private int rows;
  private int timesRight;
  private int times;

  private Fail2banSshd() {}

  /** Runs. */
  public static void main(String[] arguments) throws IOException {
    Map<String, List<JsonLine>> streams = new LinkedHashMap<>();
    for (String line :
        Files.readAllLines(Path.of(arguments[0], "corpus", "fail2ban", "cases.jsonl"))) {
      JsonLine row = JsonLine.of(line);
      if ("sshd".equals(row.text("filter"))) {
        streams
            .computeIfAbsent(row.text("file") + " " + row.text("options"), k -> new ArrayList<>())
            .add(row);
      }
    }
    Fail2banSshd all = new Fail2banSshd();
    streams.forEach(all::stream);
    System.out.println("all " + all.right + " right of " + all.rows);
    System.out.println("times " + all.timesRight + " right of " + all.times);
    if (all.rows == 0
        || all.rows - all.right > OTHER_BY_INTENT
        || all.times == 0
        || all.times > all.timesRight) {
      System.exit(1);
    }
  }

  private void stream(String name, List<JsonLine> stream) {
    String mode = name.substring(name.lastIndexOf(' ') + 1);
    int rightHere = 0;
    List<String> lines = new ArrayList<>();
    Map<String, Known> before = Map.of();
    for (JsonLine row : stream) {
      lines.add(Objects.requireNonNull(row.text("line")));
      Map<String, Known> now = known(lines);
      @Nullable String counted = counted(before, now, mode);
      @Nullable String alone = tried(known(List.of(lines.getLast())), mode);
      counted = alone != null ? alone : counted;
      boolean isRight =
          row.isTrue("match") == (counted != null)
              && (row.text("host") == null || row.text("host").equals(counted));
      if (isRight) {
        rightHere++;
      } else {
        System.out.printf(
            "%s: %s, wanted %s%n  %s%n",
            row.text("id"),
            counted,
            row.isTrue("match") ? row.text("host") : null,
            row.text("line"));
      }
      before = now;
      compareTime(row);
    }
    System.out.println(name + " " + rightHere + " right of " + stream.size());
    right += rightHere;
    rows += stream.size();
  }

  private void compareTime(JsonLine row) {
    @Nullable String wanted = row.text("time");
    if (wanted == null) {
      return;
    }
    times++;
    LocalDateTime time = time(Objects.requireNonNull(row.text("line")));
    if (time.equals(LocalDateTime.parse(wanted))) {
      timesRight++;
    } else {
      System.out.printf("%s: time %s, wanted %s%n", row.text("id"), time, wanted);
    }
  }

  /** The time of a line that was read alone, without a fraction. */
  private static LocalDateTime time(String line) {
    long[] nanos = {Long.MIN_VALUE};
    try (Intake intake =
        Intake.open(
            List.of(Intake.STANDARD_INPUT),
            IntakeOptions.defaults(NOW).withZone(ZONE),
            Formats.installed(),
            new Sources(),
            new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)))) {
      LogSource source = intake.sources().get(0);
      RecordBlock block = new RecordBlock(intake.blockBytes());
      source.read(block);
      intake
          .parser()
          .parse(
              block,
              new RecordTaker() {
                @Override
                @SuppressWarnings("EnumOrdinal") // as stampers take it
                public void record(int format, int from, int to, RecordHeader h) {
                  nanos[0] =
                      source
                          .stamper()
                          .time(h.clock.ordinal(), h.timeNanos, new OriginClock(), Following.NONE);
                }

                @Override
                public void reject(int from, int to, Rejection reason) {}
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return LocalDateTime.ofInstant(
        Instant.ofEpochSecond(Math.floorDiv(nanos[0], 1_000_000_000L)), ZONE);
  }

  private static Map<String, Known> known(List<String> lines) {
    ScenarioResult result =
        Scenario.of(new OpenSsh(), CONFIG)
            .year(2004)
            .lines(lines.toArray(new String[0]))
            .drain()
            .run();
    Map<String, Known> known = new HashMap<>();
    for (EventEnvelope<?> e : result.events()) {
      if (e.event() instanceof OpenSsh.Connection c) {
        known.put(
            e.key() + ":" + e.evidence().records().get(0).line(),
            new Known(
                c.addr(), e.reason(), c.end(), c.failures(), Objects.requireNonNull(e.outcome())));
      }
    }
    return known;
  }

  /** The address whose failed try the one row is, or null. */
  private static @Nullable String tried(Map<String, Known> known, String mode) {
    for (Known k : known.values()) {
      if (k.counts(mode) && TRIES.contains(k.reason()) && !OF_SEVERAL.contains(k.reason())) {
        return k.address();
      }
    }
    return null;
  }

  /** The address of the connection that the last row made a failure, or null. */
  private static @Nullable String counted(
      Map<String, Known> before, Map<String, Known> now, String mode) {
    for (Map.Entry<String, Known> e : now.entrySet()) {
      Known k = e.getValue();
      Known then = before.getOrDefault(e.getKey(), Known.NOTHING);
      if (k.address() != null
          && (k.failures() > then.failures()
              || k.counts(mode) && !then.counts(mode)
              || k.leaves(mode) && !then.leaves(mode) && !VISITS.contains(then.saidReason()))) {
        return k.address();
      }
    }
    return null;
  }
}
