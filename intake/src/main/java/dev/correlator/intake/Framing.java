package dev.correlator.intake;

/** How records are told apart in a stream of bytes: RFC 6587, 3.4, and as journals do it. */
enum Framing {
  /** A line feed behind each: 3.4.2. Files are written so. */
  LINES,
  /** A NUL behind each: 3.4.2. */
  NULS,
  /** The number of its bytes in front of each: 3.4.1. */
  OCTET_COUNTED,
  /** An empty line behind each, which may hold any bytes: {@link ExportedEntry}. */
  EXPORTED;

  /**
   * Octet counted if it starts with a count, a space and a priority; exported if it starts with the
   * first field of an entry.
   */
  static Framing of(byte[] b, int length) {
    int start = 0;
    while (start < length && b[start] == '\n') {
      start++;
    }
    if (ExportedEntry.isBegin(b, start, length)) {
      return EXPORTED;
    }
    int behindCount = OctetCount.behind(b, 0, length);
    if (behindCount > 0 && behindCount < length && b[behindCount] == '<') {
      return OCTET_COUNTED;
    }
    return endsInNuls(b, length) ? NULS : LINES;
  }

  /**
   * A record may hold NULs, and line feeds where it ends in NUL: the one in front of priorities is
   * what ends records.
   */
  private static boolean endsInNuls(byte[] b, int length) {
    if (length == 0 || b[0] != '<' || Words.find(b, 0, length, 0) == length) {
      return false;
    }
    for (int p = 0; p < length - 1; p++) {
      boolean begins = b[p + 1] == '<';
      if (b[p] == 0 && !begins || b[p] == '\n' && begins) {
        return false;
      }
    }
    return true;
  }

  /** Whether a byte ends each record. */
  boolean hasEnds() {
    return this == LINES || this == NULS;
  }

  /** The byte that ends a record, as a word full of it; where there is one. */
  long end() {
    return this == NULS ? 0 : Words.LINE_FEEDS;
  }
}
