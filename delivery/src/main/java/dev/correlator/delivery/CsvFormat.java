package dev.correlator.delivery;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How events become rows: RFC 4180 with lines that end in LF, UTF-8, a header row; no value is an
 * empty field, an empty text is {@code ""}. Used by one thread.
 */
final class CsvFormat {

  /** The columns that stand before the fields which the event declares. */
  static final List<String> ENVELOPE =
      List.of("id", "time", "system", "key", "outcome", "reason", "began", "ended");

  private final boolean guards;
  private final IsoInstants instants = new IsoInstants();

  CsvFormat(Formulas formulas) {
    guards = formulas == Formulas.GUARD;
  }

  static CsvWriter writer(OutputStream to) {
    return CsvWriter.builder()
        .quoteStrategy(QuoteStrategies.EMPTY)
        .lineDelimiter(LineDelimiter.LF)
        .build(to, StandardCharsets.UTF_8);
  }

  /** The header row; a field with the name of an envelope's column is told apart. */
  static List<String> header(Collection<String> fields) {
    List<String> header = new ArrayList<>(ENVELOPE);
    for (String field : fields) {
      header.add(ENVELOPE.contains(field) ? "event_" + field : field);
    }
    return header;
  }

  /** Fills a row: the envelope's columns, then the fields; as many as {@link #header} has. */
  void fill(@Nullable String[] row, EventEnvelope<?> event) {
    envelope(row, event);
    int column = ENVELOPE.size();
    for (Object value : event.fields().values()) {
      row[column++] = field(value);
    }
  }

  /** Fills the envelope's columns of a row. */
  void envelope(@Nullable String[] row, EventEnvelope<?> event) {
    Outcome outcome = event.outcome();
    row[0] = event.id();
    row[1] = instants.text(event.time());
    row[2] = text(event.system());
    row[3] = text(key(event.key()));
    row[4] = outcome == null ? null : outcome.name();
    row[5] = text(event.reason());
    row[6] = instants.text(event.began());
    row[7] = instants.text(event.ended());
  }

  /** A component's value as a field. */
  @Nullable String field(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text(text);
      case Instant instant -> instants.text(instant);
      case Duration duration -> Seconds.text(duration);
      case Enum<?> constant -> constant.name();
      default -> value.toString(); // int, long, boolean
    };
  }

  /** The parts of a key in one field: joined by {@code |}, which is {@code \|} inside a part. */
  static @Nullable String key(List<String> parts) {
    if (parts.isEmpty()) {
      return null;
    }
    if (parts.size() == 1 && isPlain(parts.get(0))) {
      return parts.get(0);
    }
    StringBuilder key = new StringBuilder(32);
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        key.append('|');
      }
      String part = parts.get(i);
      for (int c = 0; c < part.length(); c++) {
        char next = part.charAt(c);
        if (next == '|' || next == '\\') {
          key.append('\\');
        }
        key.append(next);
      }
    }
    return key.toString();
  }

  private static boolean isPlain(String part) {
    return part.indexOf('|') < 0 && part.indexOf('\\') < 0;
  }

  private @Nullable String text(@Nullable String value) {
    return guards && value != null && isFormula(value) ? "'" + value : value;
  }

  /**
   * Whether a spreadsheet may take a text for a formula: by its first character, or the first
   * behind white space, which some trim.
   */
  static boolean isFormula(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '=', '+', '-', '@', '\t', '\r', '\n', '\uff1d', '\uff0b', '\uff0d', '\uff20' -> {
          return true;
        }
        case ' ', '\u00a0', '\u3000' -> {}
        default -> {
          return false;
        }
      }
    }
    return false;
  }
}
