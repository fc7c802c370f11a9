package dev.correlator.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import dev.correlator.testkit.Scenario;
import dev.correlator.testkit.ScenarioResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every mail and every session of the recording of a real server, against what was done to it: see
 * {@code demo/postfix}.
 */
class PostfixRecordingTest {

  private static final Path RECORDING = Path.of("..", "demo", "postfix");

  /** What was done: a line of {@code did.tsv}. */
  private record Did(String client, String message, String outcome, String reason, int ids) {
    boolean isMail() {
      return !message.equals("-");
    }

    boolean isLost() {
      return reason.equals("never queued");
    }
  }

  private static List<Did> did() throws IOException {
    List<Did> did = new ArrayList<>();
    List<String> lines = Files.readAllLines(RECORDING.resolve("did.tsv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] f = line.split("\t", -1);
      did.add(new Did(f[2], f[3], f[4], f[5], Integer.parseInt(f[6])));
    }
    return did;
  }

  /** With a limit for lost mails that is shorter than the recording. */
  private static Scenario scenario() {
    return Scenario.of(new Postfix(), PostfixSettings.accepting(Duration.ofSeconds(15)))
        .year(2026)
        .file(RECORDING.resolve("mail.log"));
  }

  private static List<EventEnvelope<?>> of(ScenarioResult result, Class<?> type) {
    List<EventEnvelope<?>> found = new ArrayList<>();
    for (EventEnvelope<?> e : result.events()) {
      if (e.type() == type) {
        found.add(e);
      }
    }
    return found;
  }

  private static String told(EventEnvelope<?> e) {
    Outcome o = e.outcome();
    return o + " " + (o == Outcome.OPEN_AT_END ? "-" : e.reason());
  }

  @Test
  void mails_ofARealServer_haveComeToWhatWasDoneToThem() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    for (Did d : did()) {
      if (d.isMail()) {
        expected.put(
            d.message() + "@example.net", d.outcome() + " " + d.reason() + ", ids " + d.ids());
      }
    }
    Map<String, String> found = new TreeMap<>();
    for (EventEnvelope<?> e : of(scenario().run(), Postfix.Mail.class)) {
      Postfix.Mail m = (Postfix.Mail) e.event();
      String id = String.valueOf(m.messageId());
      if (id.endsWith("@example.net")) {
        String other =
            found.put(id, told(e) + ", ids " + String.valueOf(m.queueIds()).split(" ", -1).length);
        assertThat(other).as("a second mail " + id).isNull();
      }
    }

    assertThat(found).isEqualTo(expected);
  }

  @Test
  void mails_thatClientsDidNotFinish_areLostWithoutAWordAndTold() throws IOException {
    List<String> expected = did().stream().filter(Did::isLost).map(Did::client).sorted().toList();
    List<String> found =
        of(scenario().run(), Postfix.Mail.class).stream()
            .filter(e -> e.outcome() == Outcome.TIMED_OUT)
            .filter(e -> "never queued".equals(e.reason()))
            .map(e -> String.valueOf(((Postfix.Mail) e.event()).client()))
            .map(c -> c.substring(c.indexOf('[') + 1, c.length() - 1))
            .sorted()
            .toList();

    assertThat(found).isEqualTo(expected).hasSize(2);
  }

  @Test
  void mailsThatNobodySent_areTheNotificationsOfThoseThatFailed() {
    ScenarioResult result = scenario().run();
    List<String> notified =
        of(result, Postfix.Mail.class).stream()
            .map(e -> String.valueOf(((Postfix.Mail) e.event()).notification()))
            .filter(n -> !n.equals("null"))
            .sorted()
            .toList();
    List<String> notifications =
        of(result, Postfix.Mail.class).stream()
            .map(e -> (Postfix.Mail) e.event())
            .filter(m -> "".equals(m.from()))
            .map(m -> String.valueOf(m.queueIds()).split(" ", -1)[0])
            .sorted()
            .toList();

    assertThat(notifications).isEqualTo(notified).hasSize(5);
  }

  @Test
  void sessions_ofARealServer_endedAsTheyWereMadeTo() throws IOException {
    List<String> expected = new ArrayList<>();
    for (Did d : did()) {
      boolean session = !d.isMail() && !d.isLost();
      if (session) {
        expected.add(d.client() + " " + d.outcome() + " " + d.reason() + ", mails " + d.ids());
      }
    }
    List<String> clients = did().stream().filter(d -> !d.isMail()).map(Did::client).toList();
    List<String> found = new ArrayList<>();
    for (EventEnvelope<?> e : of(scenario().run(), Postfix.Session.class)) {
      Postfix.Session s = (Postfix.Session) e.event();
      if (clients.contains(s.addr()) && !"127.0.0.1".equals(s.addr())) {
        found.add(s.addr() + " " + told(e) + ", mails " + s.mails());
      }
    }
    Collections.sort(expected);
    Collections.sort(found);

    assertThat(found).isEqualTo(expected).hasSizeGreaterThan(15);
  }

  @Test
  void queueIds_ofARealServer_haveAllTheirRecords() throws IOException {
    Map<String, Long> expected =
        Files.readAllLines(RECORDING.resolve("mail.log")).stream()
            .map(line -> line.replaceFirst("^.*?\\]: (?:([0-9A-Za-z]+): )?.*", "$1"))
            .filter(id -> id.matches("[0-9A-F]{8,}|[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z]{10,}"))
            .collect(Collectors.groupingBy(id -> id, TreeMap::new, Collectors.counting()));
    Map<String, Long> found = new TreeMap<>();
    for (EventEnvelope<?> e : of(scenario().run(), Postfix.QueuedMail.class)) {
      found.merge(e.key().get(1), e.evidence().count(), Long::sum);
    }

    assertThat(found).isEqualTo(expected).hasSizeGreaterThan(35);
  }

  @Test
  void guessing_isToldOnce_andAllIsTheSameHoweverItIsRead() {
    Scenario scenario = scenario();

    assertThat(scenario.events(Postfix.RejectsExceeded.class))
        .extracting(Postfix.RejectsExceeded::addr)
        .containsExactly("203.0.113.66");
    scenario.invariant();
  }
}
