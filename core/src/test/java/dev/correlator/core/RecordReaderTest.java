package dev.correlator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correlator.api.Outcome;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordReaderTest {

  record Pair(@Nullable String name, int number) {
    @Override
    public int number() {
      if (number < 0) {
        throw new IllegalArgumentException("number " + number);
      }
      return number;
    }
  }

  record All(
      @Nullable String first,
      int number,
      long large,
      boolean yes,
      @Nullable String second,
      @Nullable Instant time,
      @Nullable Duration length,
      @Nullable Outcome outcome,
      String last) {}

  private static RecordReader pairs() {
    Method[] accessors =
        Arrays.stream(Pair.class.getRecordComponents())
            .map(RecordComponent::getAccessor)
            .toArray(Method[]::new);
    Arrays.stream(accessors).forEach(a -> a.setAccessible(true));
    return new RecordReader(accessors);
  }

  @Test
  void values_areTheSameHoweverManyWereReadBefore() {
    RecordReader reader = pairs();

    for (int i = 0; i < 12_000; i++) {
      String name = i % 3 == 0 ? null : "n" + i;
      assertThat(reader.values(new Pair(name, i))).containsExactly(name, i);
    }
  }

  @Test
  void failure_isToldAlikeHoweverManyWereReadBefore() {
    RecordReader reader = pairs();

    for (int read : List.of(0, 12_000)) {
      for (int i = 0; i < read; i++) {
        reader.values(new Pair("n", i));
      }
      assertThatThrownBy(() -> reader.values(new Pair("n", -1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(Pair.class.getName() + " cannot be read")
          .cause()
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("number -1");
    }
  }

  @Test
  void row_givesTheRecordBack() {
    RecordShape shape = shape();
    All full =
        new All(
            "é€",
            -7,
            1L << 40,
            true,
            "",
            Instant.ofEpochSecond(1, 2),
            Duration.ofNanos(3),
            Outcome.FAILED,
            "z");
    All empty = new All(null, 0, 0, false, null, null, null, null, "");

    assertThat(shape.record(shape.row(shape.values(full)), 0)).isEqualTo(full);
    assertThat(shape.record(shape.row(shape.values(empty)), 0)).isEqualTo(empty);
  }

  @Test
  void longText_isCutInTheRow_andTheNextStandsBehindIt() {
    RecordShape shape = shape();
    All all =
        new All(
            "x".repeat(RecordShape.TEXT_MAX + 5), 1, 2, true, "second", null, null, null, "last");

    assertThat(shape.record(shape.row(shape.values(all)), 0))
        .isEqualTo(
            new All(
                "x".repeat(RecordShape.TEXT_MAX), 1, 2, true, "second", null, null, null, "last"));
  }

  private static RecordShape shape() {
    List<String> problems = new ArrayList<>();
    RecordShape shape = RecordShape.of(All.class, problems);
    assertThat(problems).isEmpty();
    if (shape == null) {
      throw new AssertionError("a record of all kinds has a shape");
    }
    return shape;
  }
}
