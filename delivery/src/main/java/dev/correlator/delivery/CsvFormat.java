package dev.correlator.delivery;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
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

  CsvFormat(Formulas formulas) {
    guards = formulas == Formulas.GUARD;
  }

  /** The header row; a field with the name of an envelope's column is told apart. */
  static List<String> header(Collection<String> fields) {
    List<String> header = new ArrayList<>(ENVELOPE);
    for (String field : fields) {
      header.add(ENVELOPE.contains(field) ? "event_" + field : field);
    }
    return header;
  }

  /** Adds the row of an event: the envelope's columns, then the fields, as in the header. */
  void row(EventEnvelope<?> event, CsvRows to) {
    envelope(event, to);
    event.fields().forEach((name, value) -> field(value, to));
    to.endRow();
  }

  /** Adds the envelope's columns. */
  void envelope(EventEnvelope<?> event, CsvRows to) {
    Outcome outcome = event.outcome();
    to.text(event.id());
    to.instant(event.time());
    to.text(guarded(event.system()));
    to.text(guarded(key(event.key())));
    to.text(outcome == null ? null : outcome.name());
    to.text(guarded(event.reason()));
    to.instant(event.began());
    to.instant(event.ended());
  }

  /** Adds a component's value. */
  void field(@Nullable Object value, CsvRows to) {
    switch (value) {
      case null -> to.none();
      case String text -> to.text(guarded(text));
      case Integer number -> to.number(number);
      case Long number -> to.number(number);
      case Instant instant -> to.instant(instant);
      case Duration duration -> to.text(Seconds.text(duration));
      case Enum<?> constant -> to.text(constant.name());
      default -> to.text(value.toString()); // boolean
    }
  }

  /** The parts of a key in one field: joined by {@code |}, which is {@code \|} inside a part. */
  static @Nullable String key(List<String> parts) {
    if (parts.isEmpty()) {
      return null;
    }
    for (String part : parts) {
      if (!isPlain(part)) {
        return escaped(parts);
      }
    }
    return String.join("|", parts);
  }

  private static String escaped(List<String> parts) {
    return parts.stream()
        .map(part -> part.replace("\\", "\\\\").replace("|", "\\|"))
        .collect(Collectors.joining("|"));
  }

  private static boolean isPlain(String part) {
    return part.indexOf('|') < 0 && part.indexOf('\\') < 0;
  }

  private @Nullable String guarded(@Nullable String value) {
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
