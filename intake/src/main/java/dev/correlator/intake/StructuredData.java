package dev.correlator.intake;

import dev.correlator.api.RecordHeader;

/**
 * Finds the parameters and the end of structured data: RFC 5424, 6.3. {@code ]} in a value, which
 * 6.3.3 wants escaped and daemons write as it is, ends nothing: only the quote behind the value
 * does.
 */
final class StructuredData {

  private StructuredData() {}

  /** Adds the parameters as fields; the place behind the last element, or -1: not well formed. */
  static int read(byte[] b, int from, int to, RecordHeader header) {
    int p = from;
    while (p < to && b[p] == '[') {
      p = element(b, p, to, header);
      if (p < 0) {
        return -1;
      }
    }
    return p == from ? -1 : p;
  }

  /** {@code [id name="value" name="value"]}. */
  private static int element(byte[] b, int from, int to, RecordHeader header) {
    int p = name(b, from + 1, to);
    while (p > 0 && p < to && b[p] == ' ') {
      p = parameter(b, p + 1, to, header);
    }
    return p > 0 && p < to && b[p] == ']' ? p + 1 : -1;
  }

  private static int parameter(byte[] b, int from, int to, RecordHeader header) {
    int equals = name(b, from, to);
    if (equals < 0 || to - equals < 3 || b[equals] != '=' || b[equals + 1] != '"') {
      return -1;
    }
    int value = equals + 2;
    int p = value;
    boolean escaped = false;
    while (p < to && b[p] != '"') {
      escaped |= b[p] == '\\';
      p += b[p] == '\\' ? 2 : 1;
    }
    if (p >= to) {
      return -1;
    }
    if (escaped) {
      int at = to + header.decodedLength;
      resolve(b, value, p, header);
      header.addField(from, equals, at, to + header.decodedLength);
    } else {
      header.addField(from, equals, value, p);
    }
    return p + 1;
  }

  /** A backslash in front of anything else than {@code " \ ]} is one itself: 6.3.3. */
  private static void resolve(byte[] b, int from, int to, RecordHeader header) {
    for (int p = from; p < to; p++) {
      if (b[p] == '\\' && (b[p + 1] == '"' || b[p + 1] == '\\' || b[p + 1] == ']')) {
        p++;
      }
      header.decode(b[p]);
    }
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
