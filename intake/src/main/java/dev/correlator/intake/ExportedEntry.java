package dev.correlator.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the end of an entry of a journal's export, which may come in any number of pieces: behind
 * the first empty line that is not part of a value. Where lengths do not fit, the entry is damaged
 * and ends at the next empty line whatever that is part of. Used by one thread.
 */
final class ExportedEntry {

  /** Bytes of a length. */
  static final int LENGTH_BYTES = 8;

  /** What a journal takes for an entry at most; a larger length is damage. */
  private static final long LENGTH_MAX = 1L << 30;

  private static final int NAME_BYTES_MAX = 64;

  private static final byte[][] BEGINS = {
    "__CURSOR=".getBytes(StandardCharsets.US_ASCII),
    "__REALTIME_TIMESTAMP=".getBytes(StandardCharsets.US_ASCII)
  };

  private enum At {
    LINE,
    NAME,
    TEXT,
    LENGTH,
    VALUE,
    BEHIND_VALUE
  }

  private At at = At.LINE;
  private int nameBytes;
  private boolean isName;
  private int lengthBytes;
  private long rest;

  /** Whether the entry in hand, as far as it was read, is none. */
  boolean damaged;

  /** Whether an export begins at a place. */
  static boolean isBegin(byte[] b, int from, int to) {
    for (byte[] begin : BEGINS) {
      if (to - from > begin.length
          && Arrays.equals(b, from, from + begin.length, begin, 0, begin.length)) {
        return true;
      }
    }
    return false;
  }

  /** Begins an entry. */
  void begin() {
    at = At.LINE;
    damaged = false;
  }

  /** Whether what was read ends with a line feed behind a field. */
  boolean isBetweenLines() {
    return at == At.LINE;
  }

  /** Whether what was read ends inside a line, of which there may be more. */
  boolean isInsideText() {
    return at == At.TEXT;
  }

  /** Whether what was read can be all of it: it ends behind a value. */
  boolean canEnd() {
    return at == At.LINE || at == At.TEXT || at == At.BEHIND_VALUE;
  }

  /** Reads on; the place behind the empty line, or -1: the entry goes on behind {@code to}. */
  int read(byte[] b, int from, int to) {
    int p = from;
    while (p < to) {
      switch (at) {
        case LINE -> {
          if (b[p] == '\n') {
            return p + 1;
          }
          at = damaged ? At.TEXT : At.NAME;
          nameBytes = 0;
          isName = true;
        }
        case NAME -> p = name(b, p, to);
        case TEXT -> {
          p = Words.find(b, p, to, Words.LINE_FEEDS) + 1;
          if (p <= to) {
            at = At.LINE;
          }
        }
        case LENGTH -> {
          rest |= (b[p++] & 0xFFL) << (8 * lengthBytes++);
          if (lengthBytes == LENGTH_BYTES) {
            at = At.VALUE;
            if (rest < 0 || rest > LENGTH_MAX) {
              damage();
            }
          }
        }
        case VALUE -> {
          int more = (int) Math.min(rest, to - p);
          p += more;
          rest -= more;
          if (rest == 0) {
            at = At.BEHIND_VALUE;
          }
        }
        case BEHIND_VALUE -> {
          if (b[p] == '\n') {
            p++;
            at = At.LINE;
          } else {
            damage();
          }
        }
      }
    }
    return -1;
  }

  private int name(byte[] b, int from, int to) {
    int p = from;
    while (p < to && b[p] != '=' && b[p] != '\n') {
      isName &= b[p] == '_' || b[p] >= 'A' && b[p] <= 'Z' || Words.isDigit(b[p]);
      p++;
    }
    nameBytes = Math.min(nameBytes + p - from, NAME_BYTES_MAX + 1);
    if (p == to) {
      return p;
    }
    if (b[p] == '=') {
      at = At.TEXT;
    } else if (isName && nameBytes <= NAME_BYTES_MAX) {
      at = At.LENGTH;
      lengthBytes = 0;
      rest = 0;
    } else {
      damaged = true;
      at = At.LINE;
    }
    return p + 1;
  }

  private void damage() {
    damaged = true;
    at = At.TEXT;
  }
}
