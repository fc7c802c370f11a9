package dev.correlator.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How text of logs is shown. */
class VisibleTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"plain", "", "ünïcödé 日本語 😀", "a\\u0000", "{}[]<>&'\""})
  void harmlessText_madeVisible_isTheSameObject(String text) {
    assertThat(VisibleText.of(text)).isSameAs(text);
  }

  @Test
  void harmfulCharacters_madeVisible_areEscapes() {
    assertThat(VisibleText.of("a\nb\rc\td")).isEqualTo("a\\nb\\rc\\td");
    assertThat(VisibleText.of("\u0000\u001b\u007f\u0085\u009b"))
        .isEqualTo("\\u0000\\u001b\\u007f\\u0085\\u009b");
    assertThat(VisibleText.of("x\u202ey\u2066z\u061c\u200f"))
        .isEqualTo("x\\u202ey\\u2066z\\u061c\\u200f");
    assertThat(VisibleText.of("\u2028\u2029\ufeff\u200b"))
        .isEqualTo("\\u2028\\u2029\\ufeff\\u200b");
    assertThat(VisibleText.of("\ud83d")).isEqualTo("\\ud83d");
    assertThat(VisibleText.of("\ude00x")).isEqualTo("\\ude00x");
    assertThat(VisibleText.of("tag \udb40\udc41")).isEqualTo("tag \\udb40\\udc41");
  }
}
