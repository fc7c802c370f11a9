package dev.correlator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordMakerTest {

  record Pair(@Nullable String name, int number) {
    Pair {
      if (number < 0) {
        throw new IllegalArgumentException("number " + number);
      }
    }
  }

  private static RecordMaker pairs() throws NoSuchMethodException {
    return new RecordMaker(Pair.class.getDeclaredConstructor(String.class, int.class));
  }

  @Test
  void objects_areTheSameHoweverManyWereMadeBefore() throws NoSuchMethodException {
    RecordMaker maker = pairs();

    for (int i = 0; i < 12_000; i++) {
      String name = i % 3 == 0 ? null : "n" + i;
      assertThat(maker.make(new @Nullable Object[] {name, i})).isEqualTo(new Pair(name, i));
    }
  }

  @Test
  void refusal_isToldAlikeHoweverManyWereMadeBefore() throws NoSuchMethodException {
    RecordMaker maker = pairs();

    for (int made : List.of(0, 12_000)) {
      for (int i = 0; i < made; i++) {
        maker.make(new Object[] {"n", i});
      }
      assertThatThrownBy(() -> maker.make(new Object[] {"n", -1}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              Pair.class.getName()
                  + " refuses its values: "
                  + new IllegalArgumentException("number -1"))
          .hasCauseInstanceOf(IllegalArgumentException.class);
    }
  }
}
