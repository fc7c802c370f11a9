package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordHeader.Clock;

/**
 * Reads what Cisco's devices write behind the time: {@code %FACILITY-SEVERITY-MNEMONIC: text}, with
 * {@code host}, {@code host:} or {@code host :} in front or not. The facility is the application,
 * facility, severity and mnemonic are the message id; the text begins with the percent sign, which
 * no tag of RFC 3164, 4.1.3 can.
 */
final class CiscoTag {

  private static final int ZONE_BYTES = 4;

  private CiscoTag() {}

  /** Whether it may stand at a word, or behind it. */
  static boolean isNear(byte[] b, int word, int wordEnd) {
    return b[word] == '%' || b[wordEnd + 1] == '%' || b[wordEnd + 1] == ':';
  }

  /** Reads on at a word; false, and nothing is changed, if there is no such tag. */
  static boolean read(byte[] b, int word, int wordEnd, int to, RecordHeader header) {
    if (b[word] == '%') {
      return tag(b, word, to, header);
    }
    int hostTo = wordEnd > word && b[wordEnd - 1] == ':' ? wordEnd - 1 : wordEnd;
    int tag = wordEnd + 1;
    if (tag + 1 < to && b[tag] == ':' && b[tag + 1] == ' ') {
      tag += 2;
    }
    if (hostTo == word || tag >= to || b[tag] != '%' || !tag(b, tag, to, header)) {
      return false;
    }
    if (hostTo < wordEnd && isUtc(b, word, wordEnd)) {
      if (header.clock == Clock.LOCAL) {
        header.clock = Clock.ABSOLUTE;
      }
    } else {
      header.hostFrom = word;
      header.hostTo = hostTo;
    }
    return true;
  }

  /** {@code UTC:}, where the time's zone is shown. */
  private static boolean isUtc(byte[] b, int from, int to) {
    int zone = Words.halfAt(b, from);
    return to - from == ZONE_BYTES
        && (zone == ('U' | 'T' << 8 | 'C' << 16 | ':' << 24)
            || zone == ('G' | 'M' << 8 | 'T' << 16 | ':' << 24));
  }

  private static boolean tag(byte[] b, int percent, int to, RecordHeader header) {
    int p = percent + 1;
    int severity = -1;
    while (p < to && b[p] != ':') {
      boolean isName = Character.isLetterOrDigit(b[p] & 0x7F) && b[p] > 0;
      if (!isName && b[p] != '-' && b[p] != '_') {
        return false;
      }
      // The last digit that stands between two dashes.
      if (b[p] >= '0' && b[p] <= '7' && b[p - 1] == '-' && b[p + 1] == '-') {
        severity = p;
      }
      p++;
    }
    int facilityTo = percent + 1;
    while (facilityTo < p && b[facilityTo] != '-') {
      facilityTo++;
    }
    if (p >= to || severity < 0 || severity + 2 == p || facilityTo == percent + 1) {
      return false;
    }
    header.appFrom = percent + 1;
    header.appTo = facilityTo;
    header.msgIdFrom = percent + 1;
    header.msgIdTo = p;
    header.textFrom = percent;
    header.textTo = to;
    if (header.priority < 0) {
      header.priority = RecordHeader.NO_FACILITY + b[severity] - '0';
    }
    return true;
  }
}
