package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.correlator.app.ConfigNode.Scalar;
import dev.correlator.app.ConfigNode.ScalarType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of settings as text, of all types. */
class SettingTextFuzzTest {

  private static final Place PLACE = Place.of("--set");

  private static final WholeNumber NUMBER = new WholeNumber(2, 1_000, false);
  private static final DecimalNumber DECIMAL = new DecimalNumber(0, 1);
  private static final SettingType.Period PERIOD =
      new SettingType.Period(Duration.ofSeconds(1), Duration.ofDays(7));

  private static final List<SettingType> TYPES =
      List.of(
          NUMBER,
          new WholeNumber(Long.MIN_VALUE, Long.MAX_VALUE, true),
          DECIMAL,
          PERIOD,
          new SettingType.Flag(),
          new SettingType.Text(),
          new SettingType.FilePath(),
          new SettingType.Zone(),
          new SettingType.Choice(Map.of("low", ScalarType.TEXT, "high", ScalarType.FLAG)),
          new SettingType.ListOf(NUMBER),
          new SettingType.ListOf(PERIOD));

  @FuzzTest(maxExecutions = 200)
  void text_asAValueOfAnyType_isOne_orItIsToldWhyNot(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    for (SettingType type : TYPES) {
      for (ScalarType notation : ScalarType.values()) {
        Problems problems = new Problems();
        Object value = type.read(new Scalar(PLACE, text, notation), "'x' of system", problems);
        assertThat(value == null).as("%s of %s", value, type).isEqualTo(!problems.isEmpty());
        check(type, value);
        checkTold(problems);
      }
    }
    Problems problems = new Problems();
    new Assignments().addSet(text, problems);
    checkTold(problems);
    new Secrets(Map.of(), Path.of("none")).resolve(Scalar.untyped(PLACE, text), "'x'", problems);
    checkTold(problems);
  }

  private static void check(SettingType type, @Nullable Object value) {
    if (value == null) {
      return;
    }
    if (type.equals(NUMBER)) {
      assertThat((Integer) value).isBetween(2, 1_000);
    } else if (type.equals(DECIMAL)) {
      assertThat((Double) value).isBetween(0.0, 1.0);
    } else if (type.equals(PERIOD)) {
      Duration period = (Duration) value;
      assertThat(period).isBetween(Duration.ofSeconds(1), Duration.ofDays(7));
      assertThat(DurationText.read(DurationText.write(period))).isEqualTo(period);
    }
  }

  private static void checkTold(Problems problems) {
    for (Problem problem : problems.inOrder()) {
      assertThat(problem.toString().chars()).noneMatch(c -> c != '\n' && Character.isISOControl(c));
    }
  }
}
