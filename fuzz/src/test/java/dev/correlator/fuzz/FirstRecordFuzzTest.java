package dev.correlator.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.correlator.api.Trailer;
import dev.correlator.api.TrailerFinder.FirstRecord;
import dev.correlator.core.Sources;
import dev.correlator.intake.Intake;
import dev.correlator.intake.IntakeException;
import dev.correlator.intake.IntakeOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is found out about a stream before its trailer is known, and is shown to a finder of
 * trailers. A byte chooses the format (0: found by itself); the rest is the stream.
 */
class FirstRecordFuzzTest {

  private static final int FACILITY_MAX = 23;

  /** As much as is looked at. */
  private static final int LONG_BYTES = 64 << 10;

  @FuzzTest(maxExecutions = 600)
  void stream_ofAnyBytes_showsItsFirstRecord_andIsReadByTheTrailerThatIsNamed(byte[] data) {
    Input input = new Input(data);
    int format = input.choice(Reading.FORMATS.names().size() + 1);
    IntakeOptions options =
        Reading.options().withFormat(format == 0 ? null : Reading.FORMATS.names().get(format - 1));
    byte[] content = input.rest();
    FirstRecord first = shown(content, options);
    if (content.length > 0) {
      shown(again(content), options);
    }
    if (first == null) {
      return;
    }
    assertThat(Reading.FORMATS.names()).contains(first.format());
    assertThat(first.facility()).isBetween(-1, FACILITY_MAX);
    assertThat(first.facility() >= 0 && first.severity() == null).isFalse();
    assertThat(first.fields()).doesNotContainKey(null).isEqualTo(first.fields());

    Trailer trailer = trailer(first);
    IntakeOptions named = options.withTrailerFinder(record -> trailer);
    Reading found = Reading.of(content, named);
    assertThat(found).isEqualTo(Reading.of(content, options.withTrailer(trailer)));
    assertThat(Reading.trickling(content, 1, named)).isEqualTo(found);
  }

  /** What the finder is shown; null: it is not asked. */
  private static @Nullable FirstRecord shown(byte[] content, IntakeOptions options) {
    List<FirstRecord> shown = new ArrayList<>();
    IntakeOptions asking =
        options.withTrailerFinder(first -> {
          shown.add(first);
          return null;
        });
    Cost cost = Cost.counted();
    try (Intake intake =
        Intake.open(
            List.of(Intake.STANDARD_INPUT),
            asking,
            Reading.FORMATS,
            new Sources(),
            new ByteArrayInputStream(content))) {
      assertThat(intake.sources()).hasSizeLessThanOrEqualTo(1);
    } catch (IntakeException e) {
      assertThat(shown).isEmpty(); // it is said what to do with such bytes
    } catch (IOException e) {
      throw new AssertionError("memory cannot be read", e);
    }
    cost.check(content.length);
    assertThat(shown).hasSizeLessThanOrEqualTo(1);
    return shown.isEmpty() ? null : shown.get(0);
  }

  /** The stream again and again. */
  private static byte[] again(byte[] content) {
    byte[] bytes = new byte[LONG_BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = content[i % content.length];
    }
    return bytes;
  }

  /** The last bytes of something that the record says, or else a NUL. */
  private static Trailer trailer(FirstRecord first) {
    return Stream.concat(
            first.fields().values().stream(), Stream.of(first.msgId(), first.app(), first.host()))
        .filter(text -> text != null && !text.isEmpty())
        .findFirst()
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .map(b -> Arrays.copyOfRange(b, Math.max(0, b.length - Trailer.BYTES_MAX), b.length))
        .map(Trailer::of)
        .orElse(Trailer.NUL);
  }
}
