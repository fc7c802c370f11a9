package dev.correlator.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correlator.api.DeliveryResult;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import dev.correlator.core.VisibleText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonlHandlerTest {

  @TempDir Path folder;

  private void write(JsonlHandler.Config config, List<EventEnvelope<?>> events) throws IOException {
    JsonlHandler jsonl = new JsonlHandler();
    jsonl.open(config, Folder.at(folder));
    try {
      assertThat(jsonl.handle(events)).containsOnly(DeliveryResult.DELIVERED);
    } finally {
      jsonl.close();
    }
  }

  private List<String> written(EventEnvelope<?>... events) throws IOException {
    write(JsonlHandler.Config.to(Path.of("events.jsonl")), List.of(events));
    return Files.readAllLines(folder.resolve("events.jsonl"));
  }

  static Sample<Sample.Connection> refused() {
    var event =
        Sample.of(
            new Sample.Connection(
                "root",
                51122,
                1L << 40,
                true,
                Sample.Method.PASSWORD,
                Sample.TIME.plusNanos(1_500_000),
                Duration.ofMillis(252_500)));
    event.outcome = Outcome.FAILED;
    event.reason = "wrong password";
    event.retryKey = List.of("root");
    event.record = new Line("Failed password for root");
    event.message = "FAILED: root";
    return event.lines("auth.log", 15, 17);
  }

  @Test
  void event_asALine_hasAllPartsInTheSameOrder() throws IOException {
    assertThat(written(refused()))
        .containsExactly(
            "{\"id\":\"00112233445566778899aabbccddeeff\",\"time\":\"2025-11-30T23:58:41Z\","
                + "\"application\":\"ssh-report\",\"system\":\"openssh\",\"stage\":\"connection\","
                + "\"type\":\"Connection\",\"severity\":\"INFO\",\"key\":[\"web1\",\"4242\"],"
                + "\"outcome\":\"FAILED\",\"reason\":\"wrong password\","
                + "\"began\":\"2025-11-30T23:58:27Z\",\"ended\":\"2025-11-30T23:58:41Z\","
                + "\"retryKey\":[\"root\"],\"retimed\":false,\"partial\":false,"
                + "\"message\":\"FAILED: root\",\"fields\":{\"user\":\"root\",\"port\":51122,"
                + "\"bytes\":1099511627776,\"root\":true,\"method\":\"PASSWORD\","
                + "\"loggedIn\":\"2025-11-30T23:58:41.001500Z\",\"length\":252.5},"
                + "\"record\":{\"time\":\"2025-11-30T23:58:41Z\",\"host\":\"web1\","
                + "\"app\":\"sshd\",\"procId\":\"4242\",\"msgId\":null,\"structuredData\":null,"
                + "\"facility\":null,\"severity\":null,\"text\":\"Failed password for root\","
                + "\"raw\":\"Nov 30 23:58:41 web1 sshd[4242]: Failed password for root\","
                + "\"source\":\"auth.log\",\"offset\":1700,\"line\":17},"
                + "\"evidence\":{\"count\":3,\"records\":["
                + "{\"source\":\"auth.log\",\"offset\":1500,\"line\":15},"
                + "{\"source\":\"auth.log\",\"offset\":1700,\"line\":17}]}}");
  }

  @Test
  void record_thatNamesValues_hasThemAsFields() throws IOException {
    var event = refused();
    event.record = new Line("GET /", Map.of("http.status", "404"));

    assertThat(written(event).getFirst())
        .contains("\"structuredData\":null,\"fields\":{\"http.status\":\"404\"},\"facility\":null");
  }

  @Test
  void missingValues_areNull_notLeftOut() throws IOException {
    Map<String, ?> event = Json.object(written(Sample.of(Sample.Connection.of(null))).getFirst());

    assertThat(event).containsEntry("outcome", null).containsEntry("record", null);
    assertThat(event.get("fields")).asString().contains("user=null", "length=null");
  }

  @Test
  void lengthOfTime_isSeconds_asAnExactNumber() throws IOException {
    var event =
        Sample.of(
            new Sample.Connection("a", 1, 1, false, null, null, Duration.ofNanos(1_000_000_001)));

    String line = written(event).getFirst();

    assertThat(Json.object(line).get("fields"))
        .hasFieldOrPropertyWithValue("length", new BigDecimal("1.000000001"));
  }

  @Test
  void shortestLengthOfTime_isWrittenWithoutExponent() throws IOException {
    var event = Sample.of(new Sample.Connection("a", 1, 1, false, null, null, Duration.ofNanos(1)));

    assertThat(written(event).getFirst()).contains("\"length\":0.000000001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "\\",
        "two\nlines",
        "\u0000",
        "\u001b[2J",
        "\u009b2J",
        "\u007f",
        "\u202e",
        "\u2028",
        "\u2066x\u2069",
        "ünïcödé 😀",
        "</script>",
        "\ufeff",
        "\u200b"
      })
  void hostileText_inALine_isTheSameTextAndControlsNothing(String text) throws IOException {
    var event = Sample.of(Sample.Connection.of(text));
    event.message = text;

    List<String> lines = written(event, refused());

    assertThat(lines).hasSize(2);
    assertThat(Json.object(lines.getFirst())).containsEntry("message", text);
    assertThat(lines.getFirst().chars().filter(c -> c < 0xd800 && VisibleText.isHarmful((char) c)))
        .isEmpty();
    assertThat(lines.getFirst()).doesNotContain("\u001b");
  }

  @Test
  void halfOfACharacter_inAText_doesNotStopTheFile() throws IOException {
    var event = Sample.of(Sample.Connection.of("cut \ud83d"));

    List<String> lines = written(event, refused());

    assertThat(Json.object(lines.getFirst()).get("fields")).asString().contains("cut ");
    assertThat(lines).hasSize(2);
  }

  @Test
  void sameEvents_inOtherBatches_giveTheSameBytes() throws IOException {
    List<EventEnvelope<?>> events = Sample.bursts(0, 1_000);
    write(JsonlHandler.Config.to(Path.of("one.jsonl")), events);
    JsonlHandler other = new JsonlHandler();
    other.open(JsonlHandler.Config.to(Path.of("two.jsonl")), Folder.at(folder));
    for (int i = 0; i < 1_000; i += 50) {
      other.handle(events.subList(i, i + 50));
    }
    other.close();

    assertThat(folder.resolve("two.jsonl"))
        .hasSameBinaryContentAs(folder.resolve("one.jsonl"))
        .content()
        .endsWith("}\n");
  }

  @Test
  void earlierFile_rotatedAppendedOrReplaced_asConfigured() throws IOException {
    Path file = Path.of("events.jsonl");
    write(new JsonlHandler.Config(file, Existing.ROTATE, 3), Sample.bursts(0, 1));
    write(new JsonlHandler.Config(file, Existing.ROTATE, 3), Sample.bursts(1, 2));
    assertThat(folder.resolve("events.1.jsonl")).content().contains("\"count\":0");

    Files.writeString(
        folder.resolve(file), Files.readString(folder.resolve(file)) + "{\"id\":\"half a li");
    write(new JsonlHandler.Config(file, Existing.APPEND, 3), Sample.bursts(2, 3));
    assertThat(Files.readAllLines(folder.resolve(file)))
        .hasSize(2)
        .allSatisfy(line -> assertThat(Json.object(line)).containsKey("id"));

    write(new JsonlHandler.Config(file, Existing.REPLACE, 3), Sample.bursts(3, 4));
    assertThat(Files.readAllLines(folder.resolve(file)))
        .singleElement()
        .satisfies(line -> assertThat(line).contains("\"count\":3"));
  }

  @Test
  void longFileWithoutALineEnd_appendedTo_isCutToItsLastLine() throws IOException {
    Path file = folder.resolve("events.jsonl");
    Files.writeString(file, "{}\n" + "x".repeat(200_000));

    write(new JsonlHandler.Config(file, Existing.APPEND, 3), Sample.bursts(3, 4));

    assertThat(Files.readAllLines(file)).hasSize(2).startsWith("{}");
  }

  @Test
  void eventThatCannotBeRead_inABatch_leavesTheNextBatchWhole() throws IOException {
    JsonlHandler jsonl = new JsonlHandler();
    jsonl.open(JsonlHandler.Config.to(Path.of("events.jsonl")), Folder.at(folder));

    assertThatThrownBy(() ->
            jsonl.handle(List.of(Sample.burst(1), Sample.of(new CsvHandlerTest.Unreadable(1)))))
        .isInstanceOf(LinkageError.class);
    jsonl.handle(List.of(Sample.burst(2)));
    jsonl.close();

    assertThat(Files.readAllLines(folder.resolve("events.jsonl")))
        .singleElement()
        .satisfies(line -> assertThat(Json.object(line)).containsKey("evidence"));
  }

  @Test
  void folder_inPlaceOfAFile_isRefused() {
    assertThatThrownBy(
            () -> new JsonlHandler().open(JsonlHandler.Config.to(folder), Folder.at(folder)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a folder");
  }

  @Test
  void standardOutput_asTarget_takesTheLinesAndStaysOpen() throws IOException {
    PrintStream out = System.out;
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    System.setOut(new PrintStream(taken, false, StandardCharsets.ISO_8859_1));
    try {
      write(JsonlHandler.Config.to(JsonlHandler.STDOUT), List.of(Sample.burst(1)));
      System.out.print("end");
      System.out.flush();
    } finally {
      System.setOut(out);
    }

    assertThat(taken.toString(StandardCharsets.UTF_8)).startsWith("{\"id\"").endsWith("}\nend");
  }

  @Test
  void standardOutput_thatIsClosed_refusesWithoutTryingAgain() throws IOException {
    PrintStream out = System.out;
    System.setOut(
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
              }
            }));
    try {
      JsonlHandler jsonl = new JsonlHandler();
      jsonl.open(JsonlHandler.Config.to(JsonlHandler.STDOUT), Folder.at(folder));
      assertThat(jsonl.handle(Sample.bursts(0, 2)))
          .containsOnly(new DeliveryResult.Refused("the output is closed"));
    } finally {
      System.setOut(out);
    }
  }
}
