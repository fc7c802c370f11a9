package dev.correlator.intake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds the end of structured data: RFC 5424, 6.3. {@code ]} in a value, which 6.3.3 wants escaped
 * and daemons write as it is, ends nothing: only the quote behind the value does.
 */
final class StructuredData {

  private StructuredData() {}

  /** The place behind the last element, or -1 if it is not well formed. */
  static int behind(byte[] b, int from, int to) {
    int p = from;
    while (p < to && b[p] == '[') {
      p = element(b, p, to);
      if (p < 0) {
        return -1;
      }
    }
    return p == from ? -1 : p;
  }

  /** The parameters of well-formed elements; of a name that comes again, the last. */
  static Map<String, String> parameters(byte[] b, int from, int to) {
    Map<String, String> values = new LinkedHashMap<>();
    int p = from;
    while (p < to) {
      if (b[p] != ' ') { // a bracket, or the element's name
        p++;
        continue;
      }
      int equals = name(b, p + 1, to);
      String name = new String(b, p + 1, equals - p - 1, StandardCharsets.UTF_8);
      ByteArrayOutputStream value = new ByteArrayOutputStream();
      for (p = equals + 2; b[p] != '"'; p++) {
        boolean escape = b[p] == '\\' && (b[p + 1] == '"' || b[p + 1] == '\\' || b[p + 1] == ']');
        p += escape ? 1 : 0;
        value.write(b[p]);
      }
      values.put(name, value.toString(StandardCharsets.UTF_8));
      p++;
    }
    return values;
  }

  /** {@code [id name="value" name="value"]}. */
  private static int element(byte[] b, int from, int to) {
    int p = name(b, from + 1, to);
    while (p > 0 && p < to && b[p] == ' ') {
      p = parameter(b, p + 1, to);
    }
    return p > 0 && p < to && b[p] == ']' ? p + 1 : -1;
  }

  private static int parameter(byte[] b, int from, int to) {
    int p = name(b, from, to);
    if (p < 0 || to - p < 3 || b[p] != '=' || b[p + 1] != '"') {
      return -1;
    }
    p += 2;
    while (p < to && b[p] != '"') {
      p += b[p] == '\\' ? 2 : 1;
    }
    return p < to ? p + 1 : -1;
  }

  /** SD-NAME: visible ASCII but for {@code = ] " } and space. */
  private static int name(byte[] b, int from, int to) {
    int p = from;
    while (p < to && b[p] > ' ' && b[p] != '=' && b[p] != ']' && b[p] != '"') {
      p++;
    }
    return p == from ? -1 : p;
  }
}
