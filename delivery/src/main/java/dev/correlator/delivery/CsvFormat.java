package dev.correlator.delivery;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.FieldTaker;
import dev.correlator.api.Outcome;
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
final class CsvFormat implements FieldTaker {

  /** The columns that stand before the fields which the event declares. */
  static final List<String> ENVELOPE =
      List.of("id", "time", "system", "key", "outcome", "reason", "began", "ended");

  private final boolean guards;
  private final CsvRows rows = new CsvRows();
  private final CsvKey key = new CsvKey();

  CsvFormat(Formulas formulas) {
    guards = formulas == Formulas.GUARD;
  }

  /** The rows so far; who takes them resets them. */
  CsvRows rows() {
    return rows;
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
  void row(EventEnvelope<?> event) {
    envelope(event);
    event.fields(this);
    rows.endRow();
  }

  /** Adds the envelope's columns. */
  void envelope(EventEnvelope<?> event) {
    Outcome outcome = event.outcome();
    rows.text(event.id());
    rows.instant(event.time());
    rows.text(guarded(event.system()));
    key.begin();
    event.key(key);
    if (key.isEmpty()) {
      rows.none();
    } else {
      text(key.bytes(), 0, key.size());
    }
    rows.text(outcome == null ? null : outcome.name());
    rows.text(guarded(event.reason()));
    rows.instant(event.began());
    rows.instant(event.ended());
  }

  @Override
  public void text(byte[] utf8, int from, int to) {
    if (guards && from < to && mayBeginFormula(utf8[from])) {
      value(new String(utf8, from, to - from, StandardCharsets.UTF_8));
    } else {
      rows.text(utf8, from, to);
    }
  }

  @Override
  public void number(long value) {
    rows.number(value);
  }

  @Override
  public void value(@Nullable Object value) {
    if (value == null) { // no switch over types, which each start would make
      rows.none();
    } else if (value instanceof String text) {
      rows.text(guarded(text));
    } else if (value instanceof Integer number) {
      rows.number(number);
    } else if (value instanceof Long number) {
      rows.number(number);
    } else if (value instanceof Instant instant) {
      rows.instant(instant);
    } else if (value instanceof Duration duration) {
      rows.text(Seconds.text(duration));
    } else if (value instanceof Enum<?> constant) {
      rows.text(constant.name());
    } else { // boolean
      rows.text(value.toString());
    }
  }

  /** Nearly all texts begin with a letter or a digit, and are no formulas. */
  private static boolean mayBeginFormula(byte first) {
    return first <= '@' && (first < '0' || first > '9');
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
