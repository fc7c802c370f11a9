package dev.correlator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TrailerTest {

  @Test
  void textWithEscapes_isReadAsItsBytes() {
    assertThat(Trailer.of("\\0").bytes()).containsExactly(0);
    assertThat(Trailer.of("\\r\\n").bytes()).containsExactly('\r', '\n');
    assertThat(Trailer.of("\\x1e\\xFF").bytes()).containsExactly(0x1E, 0xFF);
    assertThat(Trailer.of("END").bytes()).containsExactly('E', 'N', 'D');
    assertThat(Trailer.of("\\\\n").bytes()).containsExactly('\\', 'n');
    assertThat(Trailer.of("\u20AC").bytes()).containsExactly(0xE2, 0x82, 0xAC);
  }

  @Test
  void trailer_asText_isReadAsTheSame() {
    for (int b = 0; b < 256; b++) {
      Trailer trailer = Trailer.of(new byte[] {(byte) b, 'x'});

      assertThat(Trailer.of(trailer.toString())).isEqualTo(trailer).hasSameHashCodeAs(trailer);
    }
    assertThat(Trailer.of("\\x1e\\r\\n|")).hasToString("\\x1e\\r\\n|");
  }

  @Test
  void escape_thatThereIsNot_isRefusedByItsText() {
    for (String text : new String[] {"\\q", "a\\", "\\x1", "\\xg0"}) {
      assertThatThrownBy(() -> Trailer.of(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + text + "'");
    }
  }

  @Test
  void emptyTrailer_andOneThatIsTooLong_areRefused() {
    assertThatThrownBy(() -> Trailer.of("")).hasMessageContaining("0 bytes; it has 1 to 8");
    assertThatThrownBy(() -> Trailer.of("123456789")).hasMessageContaining("9 bytes");
  }
}
