package dev.correlator.intake;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reads times by their places gives what the formatter of the same pattern does. */
class FixedTimeTest {

  private static final int TIMES = 2_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dd.MM.yyyy HH:mm:ss",
        "yyyy-MM-dd HH:mm:ss,SSS",
        "dd-MMM-uuuu HH:mm:ss.SSS",
        "yyyyMMddHHmmss",
        "yyyy-MM-dd'T'HH:mm:ss.SSSSSS",
        "yy/MM/dd HH:mm",
        "MMM dd HH:mm:ss",
        "HH:mm:ss.SSSSSSSSS",
        "'at' HH:mm 'on' dd/MM"
      })
  void times_ofAnyForm_areThoseOfTheFormatter(String pattern) {
    TimeForm form = TimeForm.of(pattern);
    FixedTime fixed = requireNonNull(form.fixed());
    DateTimeFormatter formatter = requireNonNull(form.formatter());
    Random random = new Random(7);
    int read = 0;
    for (int i = 0; i < TIMES; i++) {
      String text = spoiled(formatter.format(anyTime(random)), random);
      byte[] b = (text + "        ").getBytes(StandardCharsets.UTF_8);
      TimeForm.Moment expected = TimeForm.read(formatter, text);
      boolean fits = fixed.fits(b, 0, text.length());
      long nanos = fits ? fixed.nanos(b, 0) : Long.MIN_VALUE;
      if (expected == null) {
        assertThat(nanos).as(text).isEqualTo(Long.MIN_VALUE);
      } else {
        read++;
        assertThat(nanos).as(text).isEqualTo(expected.nanos());
        assertThat(fixed.clock()).as(text).isEqualTo(expected.clock());
      }
    }
    assertThat(read).isBetween(TIMES / 2, TIMES - 1);
  }

  private static LocalDateTime anyTime(Random random) {
    long seconds = random.nextLong(0, 4_000_000_000L);
    return LocalDateTime.ofEpochSecond(seconds, random.nextInt(1_000_000_000), ZoneOffset.UTC);
  }

  /** Every fourth time gets another character somewhere. */
  private static String spoiled(String text, Random random) {
    if (random.nextInt(4) > 0) {
      return text;
    }
    int at = random.nextInt(text.length());
    char other = "0123459 :-.xJ".charAt(random.nextInt(13));
    String spoiled = text.substring(0, at) + other + text.substring(at + 1);
    // The formatter knows no leap second, and of "24:00" it makes no day.
    return spoiled.contains("60") ? text : spoiled;
  }

  @Test
  void leapSecond_isTheEndOfItsMinute() {
    FixedTime fixed = requireNonNull(TimeForm.of("HH:mm:ss.SSS").fixed());
    byte[] b = "23:59:60.500".getBytes(StandardCharsets.UTF_8);

    assertThat(fixed.nanos(b, 0)).isEqualTo(Dates.DAY - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"d.M.yyyy H:mm", "yyyy-MM-dd HH:mm:ssXX", "dd.MM.yyyy HH:mm[:ss]"})
  void form_ofNoWidth_isTheFormattersAlone(String pattern) {
    assertThat(TimeForm.of(pattern).fixed()).isNull();
  }
}
