package dev.correlator.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where records come from. */
class OriginTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 200, 256, 257, 2_000})
  void key_isTheNameAsAPartOfAKey(int length) {
    byte[] name = "w".repeat(length).getBytes(StandardCharsets.UTF_8);
    Keys keys = new Keys();
    keys.part(name, 0, length);

    Origin origin = new Origin(3, name);

    assertThat(origin.key()).hasSize(keys.length).isEqualTo(Arrays.copyOf(keys.bytes, keys.length));
    assertThat(origin.key()).isSameAs(origin.key());
  }
}
