package dev.correlator.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import dev.correlator.api.TransactionEvent;
import dev.correlator.core.VisibleText;
import dev.correlator.fuzz.Input;
import dev.correlator.testkit.SampleEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Events as CSV and as JSON: each is one row, one object on one line, from which the same is read.
 * Two bytes choose; then a reason, a key, a system, a line each; the rest is a text.
 */
class WritersFuzzTest {

  /** An event with what values can be hostile. */
  public record Order(@Nullable String note, long amount, Instant paid, Duration waited)
      implements TransactionEvent {}

  @FuzzTest(maxExecutions = 2_000)
  void event_ofAnyTexts_isOneRowAndOneObject(byte[] data) {
    Input input = new Input(data);
    long amount = (long) input.choice(256) << 56 | input.choice(256);
    String reason = input.line();
    String key = input.line();
    String system = input.line();
    String note = new String(input.rest(), StandardCharsets.UTF_8);
    Instant time = Instant.ofEpochSecond(amount >> 24, amount & 0xff);
    Order order = new Order(note, amount, time, Duration.ofNanos(amount));
    EventEnvelope<?> event =
        SampleEvent.builder(order)
            .system(system)
            .key(key, note)
            .outcome(Outcome.FAILED, reason)
            .message(note + ".")
            .build();
    checkRows(event, note, reason, system);
    checkObjects(event, note, reason, key, system);
    checkVisible(note);
  }

  private static void checkRows(EventEnvelope<?> event, String note, String reason, String system) {
    for (Formulas formulas : Formulas.values()) {
      CsvFormat format = new CsvFormat(formulas);
      format.row(event);
      format.row(event);
      CsvRows rows = format.rows();
      String written = new String(rows.bytes(), 0, rows.size(), StandardCharsets.UTF_8);
      List<CsvRecord> read;
      try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(written)) {
        read = reader.stream().toList();
      } catch (IOException e) {
        throw new AssertionError("a text cannot be read", e);
      }
      assertThat(read).hasSize(2);
      for (CsvRecord row : read) {
        assertThat(row.getFieldCount()).isEqualTo(CsvFormat.ENVELOPE.size() + 4);
        assertThat(row.getField(0)).isEqualTo(event.id());
        checkText(row.getField(2), system, formulas);
        checkText(row.getField(5), reason, formulas);
        checkText(row.getField(CsvFormat.ENVELOPE.size()), note, formulas);
        assertThat(Instant.parse(row.getField(CsvFormat.ENVELOPE.size() + 2)))
            .isEqualTo(((Order) event.event()).paid());
      }
    }
  }

  private static void checkText(String read, String text, Formulas formulas) {
    assertThat(read).isIn(text, "'" + text);
    if (formulas == Formulas.RAW) {
      assertThat(read).isEqualTo(text);
    } else {
      assertThat(CsvFormat.isFormula(read)).isFalse();
    }
  }

  private static void checkObjects(
      EventEnvelope<?> event, String note, String reason, String key, String system) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EventJson json = new EventJson();
    try (JsonGenerator to = EventJson.generator(bytes, "\n")) {
      json.write(event, to);
      json.write(event, to);
    }
    String written = bytes.toString(StandardCharsets.UTF_8);
    List<String> lines = written.lines().toList();
    assertThat(written.split("\n", -1)).hasSize(2);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).isEqualTo(lines.get(1));
    assertThat(written.chars().filter(c -> c != '\n').noneMatch(WritersFuzzTest::acts)).isTrue();
    try (JsonParser from =
        JsonFactory.builder().build().createParser(ObjectReadContext.empty(), lines.get(0))) {
      int depth = 0;
      String name = "";
      for (JsonToken token = from.nextToken(); token != null; token = from.nextToken()) {
        switch (token) {
          case START_OBJECT, START_ARRAY -> depth++;
          case END_OBJECT, END_ARRAY -> depth--;
          case PROPERTY_NAME -> name = from.getString();
          case VALUE_STRING -> {
            String expected =
                switch (name) {
                  case "reason" -> reason;
                  case "system" -> system;
                  case "note" -> note;
                  case "message" -> note + ".";
                  default -> from.getString();
                };
            assertThat(from.getString()).as(name).isEqualTo(expected);
            if (name.equals("key")) {
              assertThat(from.getString()).isIn(key, note);
            }
          }
          default -> {}
        }
      }
      assertThat(depth).isZero();
    }
  }

  private static void checkVisible(String text) {
    String visible = VisibleText.of(text);
    assertThat(visible.chars().noneMatch(WritersFuzzTest::acts)).isTrue();
    assertThat(VisibleText.of(visible)).isEqualTo(visible);
  }

  /** Whether a character does something to a terminal. */
  private static boolean acts(int c) {
    return c < ' ' || VisibleText.isHarmful((char) c);
  }
}
