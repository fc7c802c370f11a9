package dev.correlator.app;

import java.util.List;
import java.util.Map;

/** Writes JSON (RFC 8259) for people: indented, keys in the order of their maps. */
final class JsonText {

  private JsonText() {}

  /** A value of maps, lists, text, numbers and flags, with a line's end behind it. */
  static String of(Object value) {
    StringBuilder text = new StringBuilder();
    write(value, "", text);
    return text.append('\n').toString();
  }

  /** A text in quotes. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c == '\n') {
        quoted.append("\\n");
      } else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == '\u2028' || c == '\u2029') {
        quoted.append("\\u").append(Integer.toHexString(c | 0x10000), 1, 5);
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static void write(Object value, String indent, StringBuilder text) {
    switch (value) {
      case Map<?, ?> map -> {
        String separator = "";
        text.append('{');
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          text.append(separator).append('\n').append(indent).append("  ");
          text.append(quoted(String.valueOf(entry.getKey()))).append(": ");
          write(entry.getValue(), indent + "  ", text);
          separator = ",";
        }
        text.append(map.isEmpty() ? "}" : "\n" + indent + "}");
      }
      case List<?> list -> {
        String separator = "";
        text.append('[');
        for (Object item : list) {
          text.append(separator).append('\n').append(indent).append("  ");
          write(item, indent + "  ", text);
          separator = ",";
        }
        text.append(list.isEmpty() ? "]" : "\n" + indent + "]");
      }
      case Double number -> text.append(Limits.number(number)); // without a point where it is whole
      case Number number -> text.append(number);
      case Boolean flag -> text.append(flag);
      default -> text.append(quoted(String.valueOf(value)));
    }
  }
}
