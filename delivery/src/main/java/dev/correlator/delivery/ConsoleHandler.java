package dev.correlator.delivery;

import dev.correlator.api.DeliveryResult;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.EventHandler;
import dev.correlator.api.HandlerContext;
import dev.correlator.api.Named;
import dev.correlator.api.Setting;
import dev.correlator.api.Severity;
import dev.correlator.core.VisibleText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Shows events on the console, one line each: time, severity, system, message. What comes from a
 * log line can neither control the terminal nor break the line.
 */
@Named("console")
public final class ConsoleHandler implements EventHandler<ConsoleHandler.Config> {

  /** Which of the process's streams. */
  public enum Stream {
    /** Standard output, unless a document goes there, as a report in JSON: then standard error. */
    AUTO,
    /** Standard output. */
    STDOUT,
    /** Standard error. */
    STDERR
  }

  /** Settings. */
  public record Config(
      @Setting(doc = "Stream that the lines go to", def = "auto") Stream stream,
      @Setting(doc = "Whether the severity is coloured", def = "false") boolean colour) {

    /** All defaults. */
    public static Config defaults() {
      return new Config(Stream.AUTO, false);
    }

    /** The same where standard output carries a document, into which no lines may come. */
    public Config besideDocument() {
      return stream == Stream.AUTO ? new Config(Stream.STDERR, colour) : this;
    }
  }

  private static final DeliveryResult CLOSED = new DeliveryResult.Refused("the output is closed");
  private static final String PLAIN = "\u001b[0m";

  private final IsoInstants instants = new IsoInstants();
  private PrintStream out = System.out;
  private Charset charset = out.charset();
  private boolean colour;

  /** For the service loader. */
  public ConsoleHandler() {}

  @Override
  public void open(Config config, HandlerContext context) {
    out = config.stream() == Stream.STDERR ? System.err : System.out;
    charset = out.charset();
    colour = config.colour();
  }

  @Override
  public List<DeliveryResult> handle(List<EventEnvelope<?>> batch) {
    StringBuilder lines = new StringBuilder(batch.size() * 128);
    for (EventEnvelope<?> event : batch) {
      append(event, lines);
    }
    byte[] bytes = lines.toString().getBytes(charset);
    out.write(bytes, 0, bytes.length); // at once: other writers of the stream do not come between
    out.flush();
    DeliveryResult result = out.checkError() ? CLOSED : DeliveryResult.DELIVERED;
    return Collections.nCopies(batch.size(), result);
  }

  private void append(EventEnvelope<?> event, StringBuilder lines) {
    String severity = event.severity().name().toLowerCase(Locale.ROOT);
    String code = colour ? code(event.severity()) : "";
    lines.append(instants.text(event.time())).append(' ').append(code).append(severity);
    lines.append(code.isEmpty() ? "" : PLAIN);
    lines.repeat(' ', Math.max(1, 10 - severity.length())); // the longest is "emergency"
    lines.append(VisibleText.of(event.system())).append(": ").append(EventLine.of(event));
    lines.append(System.lineSeparator());
  }

  /** The escape sequence (ECMA-48, 8.3.117) that a severity is shown in. */
  private static String code(Severity severity) {
    return switch (severity) {
      case EMERGENCY, ALERT, CRITICAL, ERROR -> "\u001b[1;31m";
      case WARNING -> "\u001b[33m";
      case NOTICE -> "\u001b[36m";
      case INFO, DEBUG, UNSET -> "";
    };
  }

  /** Leaves the stream open: it is the process's. */
  @Override
  public void close() throws IOException {
    out.flush();
  }
}
