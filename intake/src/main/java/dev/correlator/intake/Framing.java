package dev.correlator.intake;

/** How records are told apart in a stream of bytes: RFC 6587, 3.4. */
enum Framing {
  /** A line feed behind each: 3.4.2. Files are written so. */
  LINES,
  /** The number of its bytes in front of each: 3.4.1. */
  OCTET_COUNTED;

  /** Octet counted if it starts with a count, a space and a priority. */
  static Framing of(byte[] b, int length) {
    int behindCount = OctetCount.behind(b, 0, length);
    return behindCount > 0 && behindCount < length && b[behindCount] == '<' ? OCTET_COUNTED : LINES;
  }
}
