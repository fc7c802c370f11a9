package dev.correlator.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import dev.correlator.testkit.Scenario;
import dev.correlator.testkit.ScenarioResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every connection of the recordings of real servers, against what was done to them: see {@code
 * README.md} there.
 */
class OpenSshRecordingsTest {

  private static final Path RECORDINGS = Path.of("src", "test", "resources", "openssh");

  /** What is expected of a connection, or found: one line of text. */
  private record Told(
      String user,
      String address,
      String port,
      String method,
      String failures,
      String outcome,
      String reason,
      String end) {}

  private static ScenarioResult run(String recording, String log) {
    return Scenario.of(new OpenSsh(), OpenSshSettings.DEFAULT)
        .year(2026)
        .file(RECORDINGS.resolve(recording).resolve(log))
        .run();
  }

  @ParameterizedTest
  @CsvSource({
    "8.4-merged, auth.log, 0",
    "9.2, auth.log, 0",
    "9.2, auth.pri.log, 0",
    "9.2, auth.iso.log, 0",
    "9.2, auth.5424.log, 0",
    "9.2-verbose, auth.log, 1",
    "10.0, auth.log, 1",
    "10.6, auth.log, 1"
  })
  void connections_ofARealServer_areAsItWasProvoked(String recording, String log, int killedClients)
      throws IOException {
    Map<String, Told> found = found(run(recording, log));
    Map<String, Told> expected = expected(recording);

    Map<String, Told> known = new TreeMap<>(found);
    known.keySet().retainAll(expected.keySet());
    assertThat(known).isEqualTo(expected);

    // What the process of a session writes when its client is killed is taken for a visit.
    found.keySet().removeAll(expected.keySet());
    assertThat(found.values())
        .hasSize(killedClients)
        .allMatch(t -> t.address().equals("192.0.2.36") && t.reason().equals("no identification"));
  }

  private static Map<String, Told> found(ScenarioResult result) {
    TreeMap<String, Told> found = new TreeMap<>();
    for (EventEnvelope<?> e : result.events()) {
      if (e.event() instanceof OpenSsh.Connection c) {
        boolean open = e.outcome() == Outcome.OPEN_AT_END;
        String process = e.key().size() > 2 ? "dropped" : e.key().get(1);
        String place = process.equals("dropped") ? c.addr() + " " + c.port() : firstLine(e, c);
        found.put(
            process + " " + place,
            new Told(
                text(c.user()),
                text(c.addr()),
                c.port() == 0 ? "-" : Integer.toString(c.port()),
                text(c.method()),
                Integer.toString(c.failures()),
                open ? "OPEN" : String.valueOf(e.outcome()),
                open ? "-" : text(e.reason()),
                text(c.end())));
      }
    }
    return found;
  }

  /** A connection without a line of its own is told by another process. */
  private static String firstLine(EventEnvelope<?> e, OpenSsh.Connection c) {
    boolean byOther = "timed out".equals(c.end()) && e.evidence().count() == 1;
    return byOther ? "-" : Long.toString(e.evidence().records().get(0).line());
  }

  private static String text(@Nullable Object value) {
    return value == null ? "-" : value.toString();
  }

  private static Map<String, Told> expected(String recording) throws IOException {
    TreeMap<String, Told> expected = new TreeMap<>();
    List<String> lines = Files.readAllLines(RECORDINGS.resolve(recording).resolve("expected.tsv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] f = line.split("\t", -1);
      boolean open = f[11].equals("OPEN");
      boolean endOnly = f[11].equals("END_WITHOUT_START");
      boolean dropped = f[12].equals("dropped");
      boolean ownLines = !f[3].equals("0");
      String id = dropped ? "dropped " + f[7] + " " + f[8] : f[0] + " " + (ownLines ? f[1] : "-");
      expected.put(
          id,
          new Told(
              f[6],
              endOnly ? "-" : f[7], // only the session's own process tells it
              endOnly ? "-" : f[8],
              f[9],
              f[10],
              f[11],
              open ? "-" : f[12],
              open ? "-" : f[13]));
    }
    return expected;
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.2", "9.2-verbose", "10.0", "10.6"})
  void records_ofTheProcessOfAConnection_areAllPartOfIt(String recording) throws IOException {
    Map<String, Long> expected = new TreeMap<>();
    List<String> lines = Files.readAllLines(RECORDINGS.resolve(recording).resolve("expected.tsv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] f = line.split("\t", -1);
      boolean toldByListener = f[13].equals("timed out") && recording.startsWith("10");
      expected.put(f[0] + " " + f[1], Long.parseLong(f[3]) + (toldByListener ? 1 : 0));
    }
    Map<String, Long> found = new TreeMap<>();
    for (EventEnvelope<?> e : run(recording, "auth.log").events()) {
      if (e.event() instanceof OpenSsh.Connection) {
        String id = e.key().get(1) + " " + e.evidence().records().get(0).line();
        found.put(id, e.evidence().count());
      }
    }
    found.keySet().retainAll(expected.keySet());
    expected.keySet().retainAll(found.keySet());

    assertThat(found).hasSizeGreaterThan(100).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.4-merged", "9.2", "9.2-verbose", "10.0", "10.6"})
  void userNames_madeToDeceive_giveNoAddressOfTheirOwn(String recording) {
    Set<String> addresses = new HashSet<>();
    for (EventEnvelope<?> e : run(recording, "auth.log").events()) {
      if (e.event() instanceof OpenSsh.Connection c && c.addr() != null) {
        addresses.add(c.addr());
      }
    }

    assertThat(addresses)
        .isNotEmpty()
        .allMatch(a -> a.matches("(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\..*|2001:db8::.*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.2", "10.0"})
  void guessing_withALogInAfterIt_isToldAtOnce(String recording) {
    ScenarioResult result = run(recording, "auth.log");

    assertThat(result.events(OpenSsh.AttemptsExceeded.class))
        .extracting(OpenSsh.AttemptsExceeded::addr)
        .contains("203.0.113.77", "203.0.113.88");
    assertThat(result.events(OpenSsh.GuessingSource.class))
        .filteredOn(s -> s.addr().equals("203.0.113.77"))
        .singleElement()
        .satisfies(s -> {
          assertThat(s.failures()).isEqualTo(8);
          assertThat(s.users()).isEqualTo(1);
          assertThat(s.logIns()).isZero();
        });
    assertThat(result.events(OpenSsh.GuessingSource.class))
        .filteredOn(s -> s.addr().equals("203.0.113.88"))
        .singleElement()
        .satisfies(s -> {
          assertThat(s.failures()).isEqualTo(8);
          assertThat(s.users()).as("two before the fifth failure too").isEqualTo(4);
        });
  }

  @Test
  void formsOfOneLog_giveTheSameConnections() {
    List<Object> first = connections("auth.log");

    for (String log : List.of("auth.pri.log", "auth.iso.log", "auth.5424.log")) {
      List<Object> other = connections(log);
      assertThat(other).as(log).hasSameSizeAs(first);
      assertThat(new HashSet<>(other)).as(log).isEqualTo(new HashSet<>(first));
    }
  }

  private static List<Object> connections(String log) {
    List<Object> all = new ArrayList<>();
    for (EventEnvelope<?> e : run("9.2", log).events()) {
      if (e.event() instanceof OpenSsh.Connection c) {
        // Forms differ in how fine their times are.
        all.add(
            List.of(
                e.key(),
                String.valueOf(e.outcome()),
                text(e.reason()),
                text(c.user()),
                text(c.addr()),
                c.port(),
                text(c.method()),
                text(c.keyId()),
                text(c.certificate()),
                c.failures(),
                text(c.end())));
      }
    }
    return all;
  }
}
