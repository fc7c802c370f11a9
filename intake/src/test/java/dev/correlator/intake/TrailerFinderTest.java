package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.Severity;
import dev.correlator.api.Trailer;
import dev.correlator.api.TrailerFinder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrailerFinderTest {

  private static final String FIRST =
      "<86>1 2026-03-02T08:15:01Z web1 app 7 m [x@1 end=\"a\\\"b\" n=\"2\"] one\ntwo";

  private static final byte[] STREAM =
      Log.bytes(FIRST + "|<86>1 2026-03-02T08:15:02Z web1 app 7 m - three|");

  private static Intake open(TrailerFinder finder, IntakeOptions options) {
    return Log.open(STREAM, options.withTrailerFinder(finder));
  }

  @Test
  void finder_seesHeaderAndStructuredDataOfTheFirstRecord_andNamesTheTrailer() {
    List<Object> seen = new ArrayList<>();
    Intake intake =
        open(
            first -> {
              seen.addAll(List.of(first.format(), first.facility(), first.fields()));
              assertThat(first.severity()).isEqualTo(Severity.INFO);
              assertThat(first.structuredData()).startsWith("[x@1 end=").endsWith("n=\"2\"]");
              assertThat(
                      List.of(
                          "" + first.host(),
                          "" + first.app(),
                          "" + first.procId(),
                          "" + first.msgId()))
                  .containsExactly("web1", "app", "7", "m");
              return Trailer.of("|");
            },
            Log.options());

    assertThat(seen).hasToString("[rfc5424, 10, {end=a\"b, n=2}]");
    assertThat(intake.notes()).isEmpty();
    assertThat(read(intake, 1)).containsExactly("0: one\ntwo", FIRST.length() + 1 + ": three");
  }

  @Test
  void finder_thatNamesNone_leavesItToWhatIsConfigured() {
    IntakeOptions configured = Log.options().withTrailer(Trailer.of("|"));

    assertThat(read(open(first -> null, configured), 1)).hasSize(2);
    assertThat(read(open(first -> null, Log.options()), 1)).hasSize(2).first().isEqualTo("0: one");
  }

  @Test
  void finder_thatThrows_isTold_andWhatIsConfiguredIsTaken() {
    Intake intake =
        open(
            first -> {
              throw new IllegalStateException("no idea");
            },
            Log.options().withTrailer(Trailer.of("|")));

    assertThat(intake.notes())
        .singleElement()
        .asString()
        .startsWith("stdin: the trailer is not found out, what is configured is taken: ")
        .contains("no idea");
    assertThat(read(intake, 1)).containsExactly("0: one\ntwo", FIRST.length() + 1 + ": three");
  }

  @Test
  void finder_isNotAsked_whereRecordsAreCountedOrHaveNoHeader() {
    List<String> asked = new ArrayList<>();
    for (String content : List.of("6 <1>\nab", "no header of any format", "")) {
      Intake intake =
          Log.open(
              Log.bytes(content),
              Log.options()
                  .withTrailerFinder(first -> {
                    asked.add(first.format());
                    return Trailer.NUL;
                  }));

      assertThat(intake.sources()).hasSize(1);
    }
    assertThat(asked).isEmpty();
  }

  /** The records; of the first, whose parameters are escaped, what stands in front of its line. */
  private static List<String> read(Intake intake, int blockBytes) {
    return Log.read(intake, blockBytes).stream()
        .filter(record -> !record.startsWith("+"))
        .map(record -> record.replaceFirst("(?s) from: .*", ""))
        .toList();
  }
}
