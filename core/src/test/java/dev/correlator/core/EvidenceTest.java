package dev.correlator.core;

import static dev.correlator.api.KeyPart.PROC_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.Evidence;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.RecordRef;
import dev.correlator.api.Select;
import dev.correlator.api.TransactionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which records are named as those behind an event. */
class EvidenceTest {

  record Job() implements TransactionEvent {}

  private static TestRun jobs() {
    return TestRun.of((flow, none) ->
        flow.transaction("job", Select.all(), Job.class)
            .key(PROC_ID)
            .open(Pattern.of("work {*}"))
            .end(Outcome.COMPLETED, "done", Pattern.of("done"))
            .total(Duration.ofDays(1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 31, 32, 33, 34, 64, 1000})
  void records_moreThanAreKept_areTheFirstAndTheLast(int n) {
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      lines.add(LogLine.of("10:00:00 h other[2] noise").later(Duration.ofSeconds(i)));
      lines.add(LogLine.of("10:00:00 h x[1] work " + i).later(Duration.ofSeconds(i)));
    }

    Evidence evidence = jobs().lines(lines).linesPerBlock(7).run().only().evidence();

    assertThat(evidence.count()).isEqualTo(n);
    List<Long> expected =
        IntStream.rangeClosed(1, n)
            .filter(i -> i <= Evidence.FIRST || i > n - Evidence.LAST)
            .mapToObj(i -> 2L * i)
            .toList();
    assertThat(evidence.records()).extracting(RecordRef::line).isEqualTo(expected);
    assertThat(evidence.records()).extracting(RecordRef::source).containsOnly("test.log");
  }

  @Test
  void positions_areThoseOfTheRecordsFirstBytes() {
    Evidence evidence =
        jobs()
            .lines(
                "10:00:00 h x[1] work", // "h x[1] work\n": 12 bytes
                "10:00:01 h x[1] work it",
                "10:00:02 h x[1] done")
            .linesPerBlock(1)
            .run()
            .of(Job.class)
            .get(0)
            .evidence();

    // "work" alone is no "work {*}": the pattern asks for a blank behind it
    assertThat(evidence.records())
        .containsExactly(new RecordRef("test.log", 12, 2), new RecordRef("test.log", 27, 3));
  }

  @Test
  void records_ofSeveralSources_areNamedWithTheirs() {
    List<LogLine> a = new ArrayList<>();
    List<LogLine> b = new ArrayList<>();
    List<LogLine> c = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      (i % 3 == 0 ? a : i % 3 == 1 ? b : c)
          .add(LogLine.of("10:00:00 h x[1] work " + i).later(Duration.ofSeconds(i)));
    }

    Evidence evidence = jobs().log("a", a).log("b", b).log("c", c).run().only().evidence();

    List<String> expected =
        IntStream.range(0, 50)
            .filter(i -> i < 8 || i >= 26)
            .mapToObj(i -> "abc".charAt(i % 3) + ":" + (i / 3 + 1))
            .toList();
    assertThat(evidence.count()).isEqualTo(50);
    assertThat(evidence.records()).extracting(r -> r.source() + ":" + r.line()).isEqualTo(expected);
  }

  @Test
  void list_ofAnyPositions_isReadAsItWasWritten() {
    Random random = new Random(11);
    for (int round = 0; round < 500; round++) {
      int n = 1 + random.nextInt(80);
      Sources sources = new Sources();
      for (int i = 0; i < 300; i++) {
        sources.add("s" + i);
      }
      List<RecordRef> written = new ArrayList<>();
      byte[] b = new byte[(EvidenceList.KEPT + 1) * EvidenceList.RECORD_BYTES_MAX];
      int end = 0;
      for (int i = 0; i < n; i++) {
        int source = random.nextInt(300);
        long offset = random.nextLong() >>> 2 + random.nextInt(61);
        long line = random.nextLong() >>> 2 + random.nextInt(61);
        written.add(new RecordRef("s" + source, offset, line));
        end =
            i == 0
                ? EvidenceList.first(b, 0, source, offset, line)
                : EvidenceList.further(b, 0, end, i, source, offset, line);
      }

      Evidence read = EvidenceList.decode(b, 0, end, n, sources);

      List<RecordRef> expected = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        if (i < Evidence.FIRST || i >= n - Evidence.LAST) {
          expected.add(written.get(i));
        }
      }
      assertThat(read).as("round %d", round).isEqualTo(new Evidence(n, expected));
    }
  }
}
