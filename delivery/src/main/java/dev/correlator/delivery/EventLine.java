package dev.correlator.delivery;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.MessageFormat;
import dev.correlator.core.VisibleText;

/** An event's message in one line that is safe to show. */
final class EventLine {

  private EventLine() {}

  /** The message; the lines of a table follow each other, set apart by semicolons. */
  static String of(EventEnvelope<?> event) {
    String message = event.message(MessageFormat.TEXT).strip();
    if (message.indexOf('\n') < 0) {
      return VisibleText.of(message);
    }
    StringBuilder line = new StringBuilder(message.length());
    for (String part : message.split("\n", -1)) {
      String text = part.strip();
      if (!text.isEmpty()) {
        line.append(line.isEmpty() ? "" : "; ").append(VisibleText.of(text));
      }
    }
    return line.toString();
  }
}
