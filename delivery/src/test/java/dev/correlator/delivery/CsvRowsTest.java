package dev.correlator.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows are, byte for byte, what FastCSV writes. */
class CsvRowsTest {

  /** What may matter: to CSV, to UTF-8, to buffers. */
  private static final List<String> PIECES =
      List.of(
          "a",
          "root",
          " ",
          ",",
          "\"",
          "\n",
          "\r",
          "\r\n",
          "#",
          "'",
          "\t",
          "\u0000",
          "\u007f",
          "\u0080",
          "ü",
          "\u2028",
          "中",
          "😀",
          "\ud800",
          "\udc00",
          "x".repeat(25),
          "y".repeat(9_000));

  private static String text(CsvRows rows) {
    return new String(rows.bytes(), 0, rows.size(), StandardCharsets.UTF_8);
  }

  private static String byFastCsv(List<@Nullable String[]> rows) throws IOException {
    StringWriter text = new StringWriter();
    try (CsvWriter csv =
        CsvWriter.builder()
            .quoteStrategy(QuoteStrategies.EMPTY)
            .lineDelimiter(LineDelimiter.LF)
            .build(text)) {
      for (@Nullable String[] row : rows) {
        csv.writeRecord(row);
      }
    }
    // A lone surrogate becomes a question mark in both.
    return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static @Nullable String drawn(Random random) {
    if (random.nextInt(8) == 0) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size() - (random.nextInt(20) == 0 ? 0 : 1))));
    }
    return text.toString();
  }

  /**
   * Adds a text as it is, or where there is one, as bytes that so many others stand in front of.
   */
  private static void add(@Nullable String text, int before, CsvRows rows) {
    if (text == null || before == 0) {
      rows.text(text);
    } else {
      byte[] utf8 = ("#,".substring(0, before) + text).getBytes(StandardCharsets.UTF_8);
      rows.text(utf8, before, utf8.length);
    }
  }

  @Test
  void anyTexts_asRows_areWhatFastCsvWrites() throws IOException {
    Random random = new Random(4180);
    CsvRows rows = new CsvRows();
    for (int round = 0; round < 2_000; round++) {
      rows.reset();
      List<@Nullable String[]> drawn = new java.util.ArrayList<>();
      for (int r = random.nextInt(4); r >= 0; r--) {
        @Nullable String[] row = new String[1 + random.nextInt(6)];
        for (int c = 0; c < row.length; c++) {
          row[c] = drawn(random);
          add(row[c], random.nextInt(3), rows);
        }
        rows.endRow();
        drawn.add(row);
      }
      assertThat(text(rows)).isEqualTo(byFastCsv(drawn));
    }
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        9,
        10,
        99,
        100,
        65_535,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        -1,
        -10,
        999_999_999_999_999_999L,
        1_000_000_000_000_000_000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE + 1,
        Long.MIN_VALUE
      })
  void number_asAField_isInDecimal(long number) {
    CsvRows rows = new CsvRows();
    rows.number(number);
    rows.number(7);
    rows.endRow();

    assertThat(text(rows)).isEqualTo(number + ",7\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-11-30T23:58:41Z",
        "2025-11-30T23:58:41.100Z",
        "2025-11-30T23:58:41.000000001Z",
        "9999-12-31T23:59:59.999999999Z",
        "-0001-12-31T23:59:59Z",
        "+10000-01-01T00:00:00.500Z"
      })
  void instant_asAField_isAsTheJdkWritesIt(String text) {
    CsvRows rows = new CsvRows();
    rows.instant(Instant.parse(text));
    rows.none();
    rows.endRow();

    assertThat(text(rows)).isEqualTo(text + ",\n");
  }

  @Test
  void fieldsAtTheEndOfTheBuffer_ofAnyLength_areWhole() {
    Instant time = Instant.parse("2025-11-30T23:58:41.123456789Z");
    for (int before = 8_100; before < 8_193; before++) {
      CsvRows rows = new CsvRows();
      rows.text("x".repeat(before - 1));
      rows.none();
      rows.number(Long.MIN_VALUE + 1);
      rows.instant(time);
      rows.text("a\"b");
      rows.text("");
      rows.endRow();

      assertThat(text(rows))
          .isEqualTo(
              "x".repeat(before - 1)
                  + ",,-9223372036854775807,2025-11-30T23:58:41.123456789Z,\"a\"\"b\",\"\"\n");
    }
  }
}
