package dev.correlator.core;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says events in words, as mails, lines and reports show them. */
public final class Summary {

  private static final Set<String> ENVELOPE =
      Set.of("outcome", "reason", "key", "time", "began", "ended", "system", "severity");

  private Summary() {}

  /** The names in braces that are neither components nor parts of the envelope. */
  static List<String> unknown(String template, RecordShape shape) {
    List<String> unknown = new ArrayList<>();
    int i = template.indexOf('{');
    while (i >= 0) {
      int end = template.indexOf('}', i);
      String name = end < 0 ? template.substring(i) : name(template.substring(i + 1, end));
      if (shape.component(name) < 0 && !ENVELOPE.contains(name)) {
        unknown.add(name);
      }
      i = template.indexOf('{', i + 1);
    }
    return unknown;
  }

  /**
   * What an event's template says with its values in the holes, made harmless for its target; of an
   * event whose template is empty all its values.
   */
  public static String message(EventEnvelope<?> e, String template, MessageFormat format) {
    return template.isEmpty() ? table(e, format) : filled(e, template, format);
  }

  private static String filled(EventEnvelope<?> e, String template, MessageFormat format) {
    StringBuilder out = new StringBuilder(template.length() + 64);
    Map<String, @Nullable Object> fields = e.fields();
    int at = 0;
    while (true) {
      int from = template.indexOf('{', at);
      if (from < 0) {
        return out.append(template, at, template.length()).toString();
      }
      int to = template.indexOf('}', from);
      out.append(template, at, from);
      String hole = template.substring(from + 1, to);
      String name = name(hole);
      Object v = fields.containsKey(name) ? fields.get(name) : envelope(e, name);
      escape(v == null ? "-" : text(v), format, out);
      if (name.length() < hole.length()) {
        boolean one = v instanceof Number n && n.longValue() == 1;
        out.append(hole, name.length(), hole.length()).append(one ? "" : "s");
      }
      at = to + 1;
    }
  }

  /** What stands in front of a noun. */
  private static String name(String hole) {
    int blank = hole.indexOf(' ');
    return blank < 0 ? hole : hole.substring(0, blank);
  }

  private static @Nullable Object envelope(EventEnvelope<?> e, String name) {
    return switch (name) {
      case "outcome" -> e.outcome();
      case "reason" -> e.reason();
      case "key" -> String.join(" ", e.key());
      case "time" -> e.time();
      case "began" -> e.began();
      case "ended" -> e.ended();
      case "system" -> e.system();
      default -> e.severity();
    };
  }

  private static String text(Object v) {
    if (v instanceof Enum<?> n) {
      return n.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
    return v instanceof Duration d ? DurationWords.of(d) : v.toString();
  }

  private static String table(EventEnvelope<?> e, MessageFormat format) {
    StringBuilder out = new StringBuilder(128);
    boolean html = format == MessageFormat.HTML;
    out.append(html ? "<table>" : e.type().getSimpleName());
    if (!html && e.outcome() != null) {
      out.append(" outcome=").append(text(e.outcome()));
      if (e.reason() != null) {
        out.append(" reason=");
        escape(e.reason(), format, out);
      }
    }
    for (Map.Entry<String, @Nullable Object> f : e.fields().entrySet()) {
      String v = f.getValue() == null ? "-" : text(f.getValue());
      out.append(html ? "<tr><th>" : " ").append(f.getKey()).append(html ? "</th><td>" : "=");
      escape(v, format, out);
      out.append(html ? "</td></tr>" : "");
    }
    return out.append(html ? "</table>" : "").toString();
  }

  /** Nothing that a log line holds may act on the target: controls, direction marks, markup. */
  private static void escape(String v, MessageFormat format, StringBuilder out) {
    String visible = VisibleText.of(v);
    if (format != MessageFormat.HTML) {
      out.append(visible);
      return;
    }
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      if ("<>&\"'".indexOf(c) >= 0) {
        out.append("&#").append((int) c).append(';');
      } else {
        out.append(c);
      }
    }
  }
}
