package dev.correlator.intake;

import dev.correlator.api.RecordHeader;

/**
 * Finds host, application, process id and text in what stands behind the time of a record: {@code
 * host tag[pid]: text}, RFC 3164, 4.1.2 and 4.1.3, and what daemons make of it.
 *
 * <p>A tag ends with {@code :} and a space or the end, with {@code [pid]:}, or with {@code
 * (detail)} in front of these. What has none is text as a whole. A record without host is known by
 * a tag in its place: {@code sshd[7]: text}, {@code [sshd] text}.
 */
final class HostAndTag {

  private static final long COLONS = Words.LOWS * ':';
  private static final long BRACKETS = Words.LOWS * '[';
  private static final long PARENTHESES = Words.LOWS * '(';
  private static final long CLOSING_BRACKETS = Words.LOWS * ']';

  private static final KnownNames<Boolean> LEVELS =
      new KnownNames<Boolean>()
          .add(true, "emerg", "panic", "alert", "crit", "err", "error", "warn", "warning")
          .add(true, "notice", "info", "debug", "0", "1", "2", "3", "4", "5", "6", "7");

  private HostAndTag() {}

  /** Reads on from the byte behind the time. */
  static void read(byte[] b, int from, int to, RecordHeader header) {
    int p = from;
    if (p < to && b[p] == ':') {
      p++;
    }
    while (p < to && b[p] == ' ') {
      p++;
    }
    int end = Words.find(b, p, to, Words.SPACES);
    if (end > p) {
      if (CiscoTag.isNear(b, p, end) && CiscoTag.read(b, p, end, to, header)) {
        return;
      }
      byte last = b[end - 1];
      if (last == ':' || last == ']' || last == ')') {
        if (bracketed(b, p, end, to, header) || (isTag(b, p, end) && tag(b, p, to, header))) {
          return;
        }
      } else if (isRepetition(b, p, end, to)) {
        TextStart.set(b, p, to, header);
        return;
      }
    }
    header.hostFrom = p;
    header.hostTo = end;
    p = Math.min(to, end + 1);
    if (!tag(b, p, to, header) && !behindSelector(b, from, p, to, header)) {
      TextStart.set(b, p, to, header);
    }
  }

  /**
   * Reads on behind facility and level, which BusyBox and AIX write behind the host ({@code web1
   * auth.info sshd[7]: text}) and FreeBSD on request in front of it ({@code <auth.info> web1
   * sshd[7]: text}); false, and nothing is changed, if there are none.
   */
  private static boolean behindSelector(
      byte[] b, int from, int behindHost, int to, RecordHeader header) {
    int host = header.hostFrom;
    int hostTo = header.hostTo;
    if (hostTo - host > 2 && b[host] == '<' && b[hostTo - 1] == '>') {
      if (from < host && isSelector(b, host + 1, hostTo - 1)) {
        read(b, hostTo, to, header);
        return true;
      }
      return false;
    }
    int end = Words.find(b, behindHost, to, Words.SPACES);
    return end < to && isSelector(b, behindHost, end) && tag(b, end + 1, to, header);
  }

  /** {@code auth.info}, {@code auth|security:info}, {@code 4.6}. */
  private static boolean isSelector(byte[] b, int from, int to) {
    int dot = from;
    while (dot < to && b[dot] != '.' && b[dot] != ':') {
      if (!isLetter(b[dot]) && b[dot] != '|' && (b[dot] < '0' || b[dot] > '9')) {
        return false;
      }
      dot++;
    }
    return dot > from && dot + 1 < to && LEVELS.get(b, dot + 1, to, false);
  }

  /** {@code last message repeated 2 times}, which some daemons write without host. */
  private static boolean isRepetition(byte[] b, int from, int end, int to) {
    return end - from == 4
        && to - from > 21
        && b[from] == 'l'
        && b[from + 3] == 't'
        && Words.find(b, end + 1, to, Words.SPACES) == end + 8
        && b[end + 9] == 'r'
        && b[end + 16] == 'd';
  }

  /** A first word that ends as a tag does; an address as {@code fe80::} is a host. */
  private static boolean isTag(byte[] b, int from, int end) {
    return b[end - 1] == ':' && (end - from < 2 || b[end - 2] != ':');
  }

  /** {@code [sshd] text} and {@code [sshd]: text}, without host; {@code [192.0.2.1]} is a host. */
  private static boolean bracketed(byte[] b, int from, int end, int to, RecordHeader header) {
    int close = b[end - 1] == ':' ? end - 2 : end - 1;
    if (b[from] != '[' || close - from < 2 || b[close] != ']' || !isLetter(b[from + 1])) {
      return false;
    }
    if (Words.find(b, from, close, COLONS) != close) {
      return false;
    }
    header.appFrom = from + 1;
    header.appTo = close;
    TextStart.set(b, Math.min(to, end + 1), to, header);
    return true;
  }

  private static boolean isLetter(byte c) {
    byte lower = (byte) (c | 0x20);
    return lower >= 'a' && lower <= 'z';
  }

  /** Reads tag and text; false, and nothing is changed, if there is no tag. */
  static boolean tag(byte[] b, int from, int to, RecordHeader header) {
    int i = from;
    while (i < to) {
      long word = Words.at(b, i);
      long marks =
          Words.marks(word, COLONS)
              | Words.marks(word, BRACKETS)
              | Words.marks(word, Words.SPACES)
              | Words.marks(word, PARENTHESES);
      if (marks == 0) {
        i += 8;
        continue;
      }
      int p = i + (Long.numberOfTrailingZeros(marks) >>> 3);
      if (p >= to || p == from) {
        return false;
      }
      if (b[p] == '[') {
        return bracket(b, from, p, p, to, header);
      }
      if (b[p] == '(') {
        return parenthesis(b, from, p, to, header);
      }
      if (b[p] != ':') {
        return false;
      }
      if (p + 1 == to || b[p + 1] == ' ' || b[p + 1] == '[') {
        return found(b, from, p, p, to, header);
      }
      i = p + 1;
    }
    return false;
  }

  private static boolean found(
      byte[] b, int appFrom, int appTo, int colon, int to, RecordHeader header) {
    header.appFrom = b[appFrom] == '/' ? behindPath(b, appFrom, appTo) : appFrom;
    header.appTo = appTo;
    int text = colon + 1;
    if (text < to && b[text] == ' ') {
      text++;
    }
    TextStart.set(b, text, to, header);
    return true;
  }

  /** The last segment of a path, if it has a name; {@code postfix/smtpd} is a name as a whole. */
  private static int behindPath(byte[] b, int from, int to) {
    int p = to;
    while (b[p - 1] != '/') {
      p--;
    }
    return p == to ? from : p;
  }

  /** {@code sshd(pam_unix)[123]:} and {@code sshd(pam_unix):}. */
  private static boolean parenthesis(byte[] b, int from, int open, int to, RecordHeader header) {
    int close = Words.find(b, open, to, Words.LOWS * ')');
    if (close + 1 >= to || Words.find(b, open, close, Words.SPACES) != close) {
      return false;
    }
    return switch (b[close + 1]) {
      case ':' -> found(b, from, open, close + 1, to, header);
      case '[' -> bracket(b, from, open, close + 1, to, header);
      default -> false;
    };
  }

  /** {@code [123]:}, and what macOS puts between bracket and colon. */
  private static boolean bracket(
      byte[] b, int appFrom, int appTo, int open, int to, RecordHeader header) {
    int close = Words.find(b, open, to, CLOSING_BRACKETS);
    if (close == to) {
      return false;
    }
    int colon = close + 1;
    if (colon < to && b[colon] != ':') {
      colon = behindDetail(b, colon, to);
      if (colon < 0) {
        return false;
      }
    }
    header.procIdFrom = open + 1;
    header.procIdTo = close;
    return found(b, appFrom, appTo, Math.min(colon, to - 1), to, header);
  }

  /** The colon behind {@code <Notice>} or {@code (com.example.service)}, or -1. */
  private static int behindDetail(byte[] b, int from, int to) {
    if (to - from < 4 || b[from] != ' ' || (b[from + 1] != '<' && b[from + 1] != '(')) {
      return -1;
    }
    long closing = Words.LOWS * (b[from + 1] == '<' ? '>' : ')');
    int close = Words.find(b, from, to, closing);
    return close + 1 < to && b[close + 1] == ':' ? close + 1 : -1;
  }
}
