package dev.correlator.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.EventHandler;
import dev.correlator.api.Named;
import dev.correlator.api.Outcome;
import dev.correlator.api.Setting;
import dev.correlator.api.Severity;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference says what the handlers do. */
class EventsReferenceTest {

  private static final Path REFERENCE = Path.of("..", "docs", "reference", "events.md");

  @TempDir Path folder;

  private static String text() throws IOException {
    return Files.readString(REFERENCE);
  }

  private static String section(String heading) throws IOException {
    String text = text();
    int from = text.indexOf("\n## " + heading + "\n");
    assertThat(from).as("heading '%s'", heading).isPositive();
    int to = text.indexOf("\n## ", from + 1);
    return text.substring(from, to < 0 ? text.length() : to);
  }

  @Test
  void jsonShown_isWhatTheHandlerWrites() throws IOException {
    JsonlHandler jsonl = new JsonlHandler();
    jsonl.open(JsonlHandler.Config.to(Path.of("events.jsonl")), Folder.at(folder));
    jsonl.handle(List.of(JsonlHandlerTest.refused()));
    jsonl.close();

    String section = section("jsonl");
    int from = section.indexOf("```json\n") + 8;
    String shown = section.substring(from, section.indexOf("```", from));

    assertThat(Json.object(shown).toString())
        .isEqualTo(Json.object(Files.readString(folder.resolve("events.jsonl"))).toString());
  }

  @Test
  void csvHeaderShown_isWhatTheHandlerWrites() throws IOException {
    CsvHandler csv = new CsvHandler();
    csv.open(CsvHandler.Config.defaults(), Folder.at(folder));
    csv.handle(List.of(JsonlHandlerTest.refused()));
    csv.close();

    String header = Files.readAllLines(folder.resolve("openssh.Connection.csv")).getFirst();
    assertThat(section("csv")).contains("\n" + header + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "console, dev.correlator.delivery.ConsoleHandler$Config",
    "log, dev.correlator.delivery.LogHandler$Config",
    "csv, dev.correlator.delivery.CsvHandler$Config",
    "jsonl, dev.correlator.delivery.JsonlHandler$Config"
  })
  void settings_ofAHandler_areAllThere_withTheirDefaults(String handler, Class<?> config)
      throws IOException {
    String section = section(handler);
    for (RecordComponent component : config.getRecordComponents()) {
      String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      Setting setting = component.getAnnotation(Setting.class);
      String shown =
          setting.def().isEmpty() ? "the application's folder" : "`" + setting.def() + "`";
      assertThat(section).contains("| `" + name + "` | " + shown + " |");
    }
  }

  @Test
  void severitiesOutcomesAndOperationalEvents_areAllNamed() throws IOException {
    String text = text();
    for (Severity severity : Severity.values()) {
      if (severity != Severity.UNSET) {
        assertThat(text).contains("`" + severity.name() + "`");
      }
    }
    for (Outcome outcome : Outcome.values()) {
      assertThat(text).contains("`" + outcome.name() + "`");
    }
    for (Class<?> type : Delivery.operationalTypes()) {
      assertThat(text).contains("| `" + type.getSimpleName() + "` | `");
      for (RecordComponent component : type.getRecordComponents()) {
        assertThat(text).contains("`" + component.getName() + "`");
      }
    }
  }

  @Test
  void numbersNamed_areTheOnesOfTheCode() throws IOException {
    String treated = section("How handlers are treated");
    assertThat(treated)
        .contains(String.format(Locale.ROOT, "(%,d events)", Delivery.QUEUE_EVENTS))
        .contains("after %d calls in a row".formatted(RetryPolicy.history().tries()))
        .contains("timeout (%d s)".formatted(HandlerSetup.TIMEOUT.toSeconds()))
        .contains("%d calls in a row fail".formatted(Settlement.BROKEN_CALLS_MAX))
        .contains("or %d take too long".formatted(Settlement.LATE_CALLS_MAX));
    assertThat(section("csv")).contains("At most %d\n".formatted(CsvHandler.FILES_MAX));
    assertThat(section("The list of failures"))
        .contains(String.format(Locale.ROOT, "Up to %,d different", FailedList.KEYS_MAX));
  }

  @Test
  void builtInHandlers_haveASectionEach() throws IOException {
    for (EventHandler<?> handler :
        List.of(new ConsoleHandler(), new LogHandler(), new CsvHandler(), new JsonlHandler())) {
      String name = handler.getClass().getAnnotation(Named.class).value();
      assertThat(section(name)).isNotEmpty();
    }
  }
}
