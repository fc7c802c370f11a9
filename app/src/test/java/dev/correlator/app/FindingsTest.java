package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.AuditEvent;
import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.EventType;
import dev.correlator.api.WarningEvent;
import dev.correlator.delivery.OperationalEnvelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which of many events a report shows. */
class FindingsTest {

  private static final Instant TIME = Instant.parse("2026-03-02T00:00:00Z");

  @EventType(title = "Bursts", worst = "count")
  record Burst(String addr, int count) implements WarningEvent {}

  record Note(int number) implements WarningEvent {}

  record Row(int number) implements AuditEvent {}

  private static <E extends Record & Event> EventEnvelope<?> at(int second, E event) {
    return new OperationalEnvelope<>("app", event, TIME.plusSeconds(second));
  }

  @Test
  void worst_ofManyEvents_areThoseWithTheHighestNumber_newestFirst() {
    Random random = new Random(5);
    List<EventEnvelope<?>> events = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      events.add(at(i / 20, new Burst("a" + i, random.nextInt(20))));
    }
    Findings findings = new Findings();

    findings.add(events);

    List<EventEnvelope<?>> expected = new ArrayList<>(events);
    Collections.reverse(expected); // of one second the last that came is the newest
    expected.sort(
        Comparator.<EventEnvelope<?>>comparingInt(e -> -((Burst) e.event()).count())
            .thenComparing(EventEnvelope::time, Comparator.reverseOrder()));
    Findings.Ranked ranked = findings.ranked().getFirst();
    assertThat(ranked.count).isEqualTo(1_000);
    assertThat(ranked.worst).isEqualTo(expected.subList(0, Findings.WORST_SHOWN));
  }

  @Test
  void eventsWithoutAnOrderOfTheirOwn_areShownNewestFirst() {
    List<EventEnvelope<?>> events = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      events.add(at(i / 10, new Note(i)));
      events.add(at(i, new Row(i)));
    }
    Findings findings = new Findings();

    findings.add(events);

    assertThat(findings.ranked()).hasSize(1); // rows of an audit are for files
    List<Integer> shown =
        new ArrayList<>(
            findings.ranked().getFirst().worst.stream()
                .map(e -> ((Note) e.event()).number())
                .toList());
    Collections.reverse(shown);
    assertThat(shown).as("all of one second").containsExactly(95, 96, 97, 98, 99);
    assertThat(findings.events()).isEqualTo(200);
  }
}
