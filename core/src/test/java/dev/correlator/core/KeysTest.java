package dev.correlator.core;

import static dev.correlator.api.KeyPart.APP;
import static dev.correlator.api.KeyPart.HOST;
import static dev.correlator.api.KeyPart.PROC_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Field;
import dev.correlator.api.KeyPart;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.TransactionEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which records are of one key. */
class KeysTest {

  record Seen(int times) implements TransactionEvent {}

  private static TestRun seen(String pattern, KeyPart... key) {
    return TestRun.of((flow, none) ->
        flow.transaction("seen", Select.all(), Seen.class)
            .key(key)
            .open(Pattern.of(pattern), s -> s.count("times"))
            .total(Duration.ofHours(1)));
  }

  private static List<String> counts(TestRun.Result result) {
    return result.events.stream().map(e -> e.key() + " " + ((Seen) e.event()).times()).toList();
  }

  @Test
  void parts_inAnotherOrderOrCutElsewhere_areOtherKeys() {
    TestRun.Result result =
        seen("{a:word} {b}", KeyPart.of("a"), KeyPart.of("b"))
            .lines(
                "10:00:00 h x a bc", "10:00:01 h x ab c", "10:00:02 h x c ab", "10:00:03 h x a bc")
            .run();

    assertThat(counts(result)).containsExactlyInAnyOrder("[a, bc] 2", "[ab, c] 1", "[c, ab] 1");
  }

  @Test
  void headerFieldIfAny_whereARecordLacksIt_isAnEmptyPart() {
    TestRun.Result result =
        seen("{a:word}", KeyPart.of("a"), KeyPart.ifAny(Field.PROC_ID))
            .lines(
                "10:00:00 h x[7] a",
                "10:00:01 h x a",
                "10:00:02 h x[8] a",
                "10:00:03 h x[7] a",
                "10:00:04 h x a")
            .run();

    assertThat(counts(result)).containsExactlyInAnyOrder("[a, 7] 2", "[a, ] 2", "[a, 8] 1");
  }

  @Test
  void emptyText_isAPartLikeAnyOther() {
    TestRun.Result result =
        seen("user '{a}' from '{b}'", KeyPart.of("a"), KeyPart.of("b"))
            .lines(
                "10:00:00 h x user '' from ''",
                "10:00:01 h x user '' from 'b'",
                "10:00:02 h x user 'b' from ''",
                "10:00:03 h x user '' from ''")
            .run();

    assertThat(counts(result)).containsExactlyInAnyOrder("[, ] 2", "[, b] 1", "[b, ] 1");
  }

  @Test
  void missingPart_isCounted_andNeverMerged() {
    TestRun.Result result =
        seen("hello{? {name:word}}", KeyPart.of("name"), PROC_ID)
            .lines(
                "10:00:00 h x[1] hello",
                "10:00:01 h x[1] hello",
                "10:00:02 h x hello world",
                "10:00:03 h x[1] hello world")
            .run();

    assertThat(counts(result)).containsExactly("[world, 1] 1");
    assertThat(result.summary().withoutKey()).isEqualTo(3);
    assertThat(result.summary().used()).isOne();
  }

  @Test
  void missingPart_onSeveralShards_isCountedOnce() {
    TestRun.Result result =
        seen("hello{? {name:word}}", KeyPart.of("name"))
            .shards(8)
            .lines("10:00:00 h x hello", "10:00:01 h x hello", "10:00:02 h x hello world")
            .run();

    assertThat(result.summary().withoutKey()).isEqualTo(2);
  }

  @Test
  void missingHost_isTheNameOfTheSource() {
    TestRun.Result result =
        seen("hello", HOST, APP)
            .log(
                "a.log",
                List.of(LogLine.of("10:00:00 - x hello"), LogLine.of("10:00:02 h x hello")))
            .log(
                "b.log",
                List.of(LogLine.of("10:00:01 - x hello"), LogLine.of("10:00:03 - x hello")))
            .run();

    assertThat(counts(result))
        .containsExactlyInAnyOrder("[a.log, x] 1", "[h, x] 1", "[b.log, x] 2");
  }

  @Test
  void longPart_isKeptAsPrefixAndHash() {
    String common = "u".repeat(1000);
    TestRun.Result result =
        seen("user {name}", KeyPart.of("name"))
            .lines(
                "10:00:00 h x user " + common + "a",
                "10:00:01 h x user " + common + "b",
                "10:00:02 h x user " + common + "a")
            .run();

    assertThat(result.events).hasSize(2);
    assertThat(result.events)
        .allSatisfy(e ->
            assertThat(e.key().get(0))
                .startsWith("u".repeat(Keys.PREFIX) + "~")
                .hasSizeLessThan(300));
    assertThat(result.bodies(Seen.class)).containsExactlyInAnyOrder(new Seen(2), new Seen(1));
  }

  @Test
  void partOf256Bytes_isKeptWhole() {
    String whole = "w".repeat(Keys.PART_MAX);
    EventEnvelope<?> e =
        seen("user {name}", KeyPart.of("name")).lines("10:00:00 h x user " + whole).run().only();

    assertThat(e.key()).containsExactly(whole);
  }

  @Test
  void partThatLooksLikeAShortenedOne_isAnotherKey() {
    String victim = "root".repeat(100);
    TestRun victims = seen("user {name}", KeyPart.of("name"));
    String shortened = victims.lines("10:00:00 h x user " + victim).run().only().key().get(0);

    TestRun.Result result =
        seen("user {name}", KeyPart.of("name"))
            .lines("10:00:00 h x user " + victim, "10:00:01 h x user " + shortened)
            .run();

    assertThat(result.events).as("nobody can choose a name that joins another's").hasSize(2);
  }

  @Test
  void keysThatAreFoundByTheirBytes_areTheSameForAnySeedAndAnyNumberOfShards() {
    List<LogLine> lines = new ArrayList<>();
    Random random = new Random(7);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = new byte[random.nextInt(20)];
      random.nextBytes(bytes);
      for (int b = 0; b < bytes.length; b++) {
        bytes[b] = (byte) ('a' + (bytes[b] & 3)); // many names share their first bytes
      }
      String name = new String(bytes, StandardCharsets.US_ASCII);
      names.add(name);
      lines.add(LogLine.of("10:00:00 h x user " + name).later(Duration.ofMillis(i)));
    }

    List<String> one = seen("user {name}", KeyPart.of("name")).lines(lines).run().texts();

    assertThat(one).hasSize(names.size());
    for (long seed : new long[] {0, 1, -1, 0x123456789ABCDEFL}) {
      for (int shards : new int[] {1, 2, 3, 8, 256}) {
        assertThat(
                seen("user {name}", KeyPart.of("name"))
                    .hashSeed(seed)
                    .shards(shards)
                    .lines(lines)
                    .run()
                    .texts())
            .as("seed %d, %d shards", seed, shards)
            .isEqualTo(one);
      }
    }
  }

  @Test
  void group_ofAKey_isStable() {
    // Fixed: a group is part of the identity of what was evicted, and of checkpoints.
    Keys keys = new Keys();
    keys.begin();
    byte[] host = Bytes.utf8("web1");
    keys.part(host, 0, host.length);
    byte[] id = Bytes.utf8("4711");
    keys.part(id, 0, id.length);

    assertThat(keys.length).isEqualTo(10);
    assertThat(Keys.parts(keys.bytes, 0, keys.length)).containsExactly("web1", "4711");
    assertThat(Keys.group(keys.bytes, 0, keys.length)).isEqualTo(GROUP_OF_WEB1_4711);
  }

  private static final int GROUP_OF_WEB1_4711 = 113;

  @Test
  void groups_ofManyKeys_areFilledEvenly() {
    int[] size = new int[Keys.GROUPS];
    Keys keys = new Keys();
    for (int i = 0; i < 256_000; i++) {
      byte[] part = Bytes.utf8("10.0." + (i >> 8) + "." + (i & 255));
      keys.begin();
      keys.part(part, 0, part.length);
      size[Keys.group(keys.bytes, 0, keys.length)]++;
    }

    for (int n : size) {
      assertThat(n).isBetween(800, 1200);
    }
  }

  @Test
  void cap_isKeptInEachGroup_andTheSameAreGivenUpOnAnyNumberOfShards() {
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      lines.add(LogLine.of("10:00:00 h x user n" + i).later(Duration.ofMillis(i / 16)));
      if (i % 7 == 0) {
        lines.add(LogLine.of("10:00:00 h x user n" + i / 2).later(Duration.ofMillis(i / 16)));
      }
    }
    List<List<String>> results = new ArrayList<>();
    for (int shards : new int[] {1, 8, 3}) {
      TestRun.Result result =
          TestRun.of((flow, none) ->
                  flow.transaction("seen", Select.all(), Seen.class)
                      .key(KeyPart.of("name"))
                      .open(Pattern.of("user {name}"), s -> s.count("times"))
                      .total(Duration.ofHours(1))
                      .maxKeys(50_000))
              .shards(shards)
              .lines(lines)
              .run();
      long evicted = result.events.stream().filter(e -> e.outcome() == Outcome.EVICTED).count();
      assertThat(evicted).isBetween(9_000L, 20_000L).isEqualTo(result.summary().evicted());
      assertThat(result.events.size() - evicted).isLessThanOrEqualTo(50_000);
      results.add(result.texts());
    }

    assertThat(results.get(1)).isEqualTo(results.get(0));
    assertThat(results.get(2)).isEqualTo(results.get(0));
  }

  @Test
  void givenUp_isTheKeyOfTheGroupWhoseLastRecordIsOldest() {
    List<String> names = sameGroup(197); // one group of 50,000 / 256 holds 195
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < 195; i++) {
      lines.add(LogLine.of("10:00:00 h x user " + names.get(i)).later(Duration.ofSeconds(i)));
    }
    lines.add(LogLine.of("10:10:00 h x user " + names.get(0))); // no longer the oldest
    lines.add(LogLine.of("10:10:01 h x user " + names.get(195)));
    lines.add(LogLine.of("10:10:02 h x user " + names.get(196)));

    TestRun.Result result =
        TestRun.of((flow, none) ->
                flow.transaction("seen", Select.all(), Seen.class)
                    .key(KeyPart.of("name"))
                    .open(Pattern.of("user {name}"), s -> s.count("times"))
                    .total(Duration.ofHours(1))
                    .maxKeys(50_000))
            .lines(lines)
            .run();

    List<EventEnvelope<?>> evicted =
        result.events.stream()
            .filter(e -> e.outcome() == Outcome.EVICTED)
            .<EventEnvelope<?>>map(e -> e)
            .toList();
    assertThat(evicted).extracting(e -> e.key().get(0)).containsExactly(names.get(1), names.get(2));
    assertThat(evicted).extracting(EventEnvelope::record).as("of another key").containsOnlyNulls();
    assertThat(evicted.get(0).time()).isEqualTo("2026-03-02T10:10:01Z");
  }

  private static List<String> sameGroup(int n) {
    List<String> names = new ArrayList<>();
    Keys keys = new Keys();
    for (int i = 0; names.size() < n; i++) {
      byte[] part = Bytes.utf8("n" + i);
      keys.begin();
      keys.part(part, 0, part.length);
      if (Keys.group(keys.bytes, 0, keys.length) == 17) {
        names.add("n" + i);
      }
    }
    return names;
  }

  @Test
  void table_filledAndEmptiedByChance_findsWhatIsThereAndNothingElse() {
    KeyTable<Entry> table = new KeyTable<>(1_000_000);
    List<Entry> there = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 40_000; i++) {
      if (there.isEmpty() || random.nextInt(100) < (i / 10_000 % 2 == 0 ? 70 : 30)) {
        byte[] key = Bytes.utf8(String.valueOf(i));
        Entry e = new Entry(key, random.nextInt(64), i & 255); // hashes that collide
        table.add(e);
        there.add(e);
      } else {
        Entry e = there.remove(random.nextInt(there.size()));
        table.remove(e);
        assertThat(table.find(e.cell, e.keyLength, e.hash)).isNull();
      }
      if (i % 5_000 == 0) {
        for (Entry e : there) {
          assertThat(table.find(e.cell, e.keyLength, e.hash)).isSameAs(e);
        }
      }
    }

    assertThat(table.size()).isEqualTo(there.size());
    assertThat(table.all()).containsExactlyInAnyOrderElementsOf(there);
    assertThat(table.all()).isSortedAccordingTo(Keyed::compareKey);
  }

  private static final class Entry extends Keyed {
    Entry(byte[] key, int hash, int group) {
      super(key, key.length, hash, group);
    }
  }
}
