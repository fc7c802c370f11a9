package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void search_inAnyBytes_findsWhatLookingAtEachFinds() {
    Random random = new Random(3);
    for (int round = 0; round < 50_000; round++) {
      byte[] b = new byte[40];
      random.nextBytes(b);
      for (int i = random.nextInt(6); i > 0; i--) {
        b[random.nextInt(b.length)] = '\n';
        b[random.nextInt(b.length)] = (byte) ('\n' + 1);
      }
      int from = random.nextInt(20);
      int to = from + random.nextInt(32 - from);
      int expected = from;
      while (expected < to && b[expected] != '\n') {
        expected++;
      }
      assertThat(Words.find(b, from, to, Words.LINE_FEEDS)).isEqualTo(expected);
    }
  }

  @Test
  void searchForBlanks_inAnyBytes_findsWhatLookingAtEachFinds() {
    Random random = new Random(4);
    for (int round = 0; round < 50_000; round++) {
      byte[] b = new byte[40];
      for (int i = 0; i < b.length; i++) {
        int c = random.nextInt(256);
        b[i] = (byte) (c <= ' ' && random.nextInt(3) > 0 ? 0x80 | c : c);
      }
      int from = random.nextInt(20);
      int to = from + random.nextInt(32 - from);
      int expected = from;
      while (expected < to && (b[expected] & 0xFF) > ' ') {
        expected++;
      }
      assertThat(Words.findBlank(b, from, to)).isEqualTo(expected);
    }
  }

  @Test
  void digits_andNumber_areThoseOfTheText() {
    for (String text : new String[] {"1", "12", "00000001", "12345678", "9", "0", "987", "5000"}) {
      byte[] b = Arrays.copyOf((text + "Z:/;x").getBytes(StandardCharsets.UTF_8), 16);
      assertThat(Words.digits(Words.at(b, 0))).as(text).isEqualTo(text.length());
      long padded = Long.parseLong((text + "00000000").substring(0, 8));
      assertThat(Words.number(Words.at(b, 0), text.length())).as(text).isEqualTo(padded);
    }
  }

  @Test
  void digits_areNoneOtherThanDigits() {
    for (int c = 0; c < 256; c++) {
      byte[] b = new byte[16];
      b[0] = (byte) c;
      assertThat(Words.digits(Words.at(b, 0)))
          .as("byte %d", c)
          .isEqualTo(c >= '0' && c <= '9' ? 1 : 0);
    }
  }

  @Test
  void twoDigits_areReadOrRefused() {
    for (int i = 0; i < 100; i++) {
      byte[] b = "%02d".formatted(i).getBytes(StandardCharsets.UTF_8);
      assertThat(Words.two(b, 0)).isEqualTo(i);
    }
    assertThat(Words.two(new byte[] {'1', ' '}, 0)).isEqualTo(-1);
    assertThat(Words.two(new byte[] {':', '1'}, 0)).isEqualTo(-1);
    assertThat(Words.two(new byte[] {(byte) 0xB1, '1'}, 0)).isEqualTo(-1);
  }
}
