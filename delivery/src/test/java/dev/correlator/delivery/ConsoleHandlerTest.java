package dev.correlator.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.DeliveryResult;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsoleHandlerTest {

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @AfterEach
  void giveTheStreamsBack() {
    System.setOut(out);
    System.setErr(err);
  }

  private List<String> shown(
      ConsoleHandler.Config config, Charset charset, EventEnvelope<?>... events)
      throws IOException {
    PrintStream stream = new PrintStream(shown, false, charset);
    if (config.stream() != ConsoleHandler.Stream.STDERR) {
      System.setOut(stream);
    } else {
      System.setErr(stream);
    }
    ConsoleHandler console = new ConsoleHandler();
    console.open(config, Folder.at(Path.of("")));
    assertThat(console.handle(List.of(events)))
        .hasSize(events.length)
        .containsOnly(DeliveryResult.DELIVERED);
    console.close();
    return shown.toString(charset).lines().toList();
  }

  private List<String> shown(EventEnvelope<?>... events) throws IOException {
    return shown(ConsoleHandler.Config.defaults(), StandardCharsets.UTF_8, events);
  }

  private static Sample<Sample.Burst> saying(String message, Severity severity) {
    Sample<Sample.Burst> event = Sample.burst(0);
    event.message = message;
    event.severity = severity;
    return event;
  }

  @Test
  void events_onTheConsole_areALineEach() throws IOException {
    assertThat(
            shown(
                saying("6 failed log-ins", Severity.WARNING),
                saying("gone", Severity.EMERGENCY),
                saying("fine", Severity.INFO)))
        .containsExactly(
            "2025-11-30T23:58:41Z warning   openssh: 6 failed log-ins",
            "2025-11-30T23:58:41Z emergency openssh: gone",
            "2025-11-30T23:58:41Z info      openssh: fine");
  }

  @Test
  void tableOfFields_asAMessage_isPutInOneLine() throws IOException {
    assertThat(shown(saying("user  root\n\n  port  22\n", Severity.INFO)))
        .containsExactly("2025-11-30T23:58:41Z info      openssh: user  root; port  22");
  }

  @Test
  void charactersThatControlATerminal_areShown_notSent() throws IOException {
    var event = saying("a\u001b]0;x\u0007\rb\u009b2J\u202ec\u2028d\u0000", Severity.INFO);
    event.system = "sys\u001b[31m";

    assertThat(shown(event))
        .containsExactly(
            "2025-11-30T23:58:41Z info      sys\\u001b[31m: "
                + "a\\u001b]0;x\\u0007\\rb\\u009b2J\\u202ec\\u2028d\\u0000");
  }

  @Test
  void colour_ifWanted_isTheSeveritysAlone() throws IOException {
    assertThat(
            shown(
                new ConsoleHandler.Config(ConsoleHandler.Stream.STDOUT, true),
                StandardCharsets.UTF_8,
                saying("bad", Severity.ERROR),
                saying("fine", Severity.INFO)))
        .containsExactly(
            "2025-11-30T23:58:41Z \u001b[1;31merror\u001b[0m     openssh: bad",
            "2025-11-30T23:58:41Z info      openssh: fine");
  }

  @Test
  void standardError_ifWanted_takesTheLines() throws IOException {
    assertThat(
            shown(
                new ConsoleHandler.Config(ConsoleHandler.Stream.STDERR, false),
                StandardCharsets.UTF_8,
                saying("bad", Severity.ERROR)))
        .hasSize(1);
  }

  @Test
  void consoleOfAnotherEncoding_isWritten_inThatEncoding() throws IOException {
    assertThat(
            shown(
                ConsoleHandler.Config.defaults(),
                StandardCharsets.ISO_8859_1,
                saying("müde €", Severity.INFO)))
        .containsExactly("2025-11-30T23:58:41Z info      openssh: müde ?");
  }

  @Test
  void outputThatIsClosed_refuses_andThrowsNothing() throws IOException {
    System.setOut(
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
              }
            }));
    ConsoleHandler console = new ConsoleHandler();
    console.open(ConsoleHandler.Config.defaults(), Folder.at(Path.of("")));

    assertThat(console.handle(Sample.bursts(0, 3)))
        .containsOnly(new DeliveryResult.Refused("the output is closed"));
    console.close();
  }
}
