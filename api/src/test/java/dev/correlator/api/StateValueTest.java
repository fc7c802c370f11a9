package dev.correlator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What states hold, and that it can be given back as it was. */
class StateValueTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private static final class Visits extends State {
    final Counts names = new Counts(this, 1_000);
    final Counts few = new Counts(this, 2);
    final DistinctInWindow seen = new DistinctInWindow(this, 5, Duration.ofSeconds(10));
    final SlidingCount times = new SlidingCount(this, 3, Duration.ofSeconds(10));
  }

  @Test
  void counts_ofNames_areKeptApart() {
    Counts names = new Visits().names;

    assertThat(names.add("anna", 2)).isEqualTo(2);
    assertThat(names.add("bert", 1)).isEqualTo(1);
    assertThat(names.add("anna", -5)).isEqualTo(-3);
    assertThat(names.put("", 7)).isTrue();

    assertThat(names.get("anna")).isEqualTo(-3);
    assertThat(names.get("bert")).isEqualTo(1);
    assertThat(names.get("")).isEqualTo(7);
    assertThat(names.get("carl")).isZero();
    assertThat(names.size()).isEqualTo(3);
    names.clear();
    assertThat(names.get("anna")).isZero();
    assertThat(names.size()).isZero();
  }

  @Test
  void counts_thatAreFull_doNotKeepNewNames() {
    Counts few = new Visits().few;

    assertThat(few.put("anna", 1)).isTrue();
    assertThat(few.put("bert", 1)).isTrue();
    assertThat(few.put("carl", 1)).isFalse();
    assertThat(few.add("carl", 4)).isEqualTo(4);
    assertThat(few.add("anna", 4)).isEqualTo(5);
    assertThat(few.get("carl")).isZero();
    assertThat(few.size()).isEqualTo(2);
  }

  @Test
  void counts_outOfRange_areRefused() {
    assertThatThrownBy(() -> new Counts(new Visits(), 0)).hasMessageContaining("limit 0");
    assertThatThrownBy(() -> new Counts(new Visits(), 1_000_001))
        .hasMessageContaining("limit 1000001");
  }

  /** Against a map, with names of many lengths, changes that are taken back, and clearing. */
  @Test
  void counts_afterManyChanges_areThoseOfAMap() {
    Random random = new Random(4711);
    Visits visits = new Visits();
    Map<String, Integer> expected = new LinkedHashMap<>();
    for (int round = 0; round < 2_000; round++) {
      Map<String, Integer> before = new LinkedHashMap<>(expected);
      State saved = visits.saved();
      for (int i = random.nextInt(6); i > 0; i--) {
        if (random.nextInt(4_000) == 0) {
          visits.names.clear();
          expected.clear();
        }
        String name = "näme".repeat(random.nextInt(4)) + random.nextInt(700);
        int n = random.nextInt();
        if (visits.names.put(name, n)) {
          expected.put(name, n);
        } else {
          assertThat(expected).hasSize(1_000);
        }
      }
      if (random.nextInt(3) == 0) {
        saved.restored();
        expected = before;
      }
      assertThat(visits.names.size()).isEqualTo(expected.size());
      if (round % 50 == 0) {
        expected.forEach((name, n) -> assertThat(visits.names.get(name)).isEqualTo(n));
      }
    }
    assertThat(expected).hasSizeGreaterThan(300);
    expected.forEach((name, n) -> assertThat(visits.names.get(name)).isEqualTo(n));
  }

  @Test
  void distinctValues_inTheWindow_areCountedUpToTheLimit() {
    DistinctInWindow seen = new Visits().seen;

    assertThat(seen.add("a", NOON)).isEqualTo(1);
    assertThat(seen.add("b", NOON.plusSeconds(5))).isEqualTo(2);
    assertThat(seen.add("a", NOON.plusSeconds(6))).isEqualTo(2);
    assertThat(seen.add("c", NOON.plusSeconds(15))).isEqualTo(2);
    for (int i = 0; i < 9; i++) {
      seen.add("n" + i, NOON.plusSeconds(16));
    }
    assertThat(seen.add("z", NOON.plusSeconds(16))).isEqualTo(5);
  }

  /** Against a list of all that was seen. */
  @Test
  void distinctValues_withChangesTakenBack_areThoseThatRemain() {
    Random random = new Random(42);
    Visits visits = new Visits();
    Deque<Map.Entry<String, Instant>> all = new ArrayDeque<>();
    Instant now = NOON;
    for (int round = 0; round < 3_000; round++) {
      now = now.plusSeconds(random.nextInt(3));
      int adds = 1 + random.nextInt(3);
      State saved = visits.saved();
      boolean back = random.nextInt(3) == 0;
      List<Map.Entry<String, Instant>> added = new ArrayList<>();
      for (int i = 0; i < adds; i++) {
        String value = "v" + random.nextInt(8);
        added.add(Map.entry(value, now));
        int found = visits.seen.add(value, now);
        assertThat(found).isEqualTo(distinct(all, added, now));
      }
      if (back) {
        saved.restored();
      } else {
        all.addAll(added);
      }
    }
  }

  private static int distinct(
      Iterable<Map.Entry<String, Instant>> all,
      List<Map.Entry<String, Instant>> added,
      Instant now) {
    Map<String, Instant> last = new LinkedHashMap<>();
    all.forEach(e -> last.put(e.getKey(), e.getValue()));
    added.forEach(e -> last.put(e.getKey(), e.getValue()));
    long inWindow =
        last.values().stream().filter(t -> t.isAfter(now.minus(Duration.ofSeconds(10)))).count();
    return (int) Math.min(5, inWindow);
  }

  @Test
  void times_withChangesTakenBack_areAsBefore() {
    Visits visits = new Visits();
    visits.times.add(NOON);
    State saved = visits.saved();
    visits.times.add(NOON.plusSeconds(1));
    visits.times.add(NOON.plusSeconds(2));

    saved.restored();

    assertThat(visits.times.at(NOON.plusSeconds(3))).isEqualTo(1);
    assertThat(visits.times.add(NOON.plusSeconds(3))).isEqualTo(2);
  }
}
