package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;

/** How well a record fits a format: what its parser says. */
final class Fit {

  /** It parses, and an application was found: it can hardly be anything else. */
  static final int SURE = 90;

  /** It parses, but much would. */
  static final int LIKELY = 60;

  private Fit() {}

  static int of(RecordParser parser, byte[] bytes, int from, int to) {
    RecordHeader header = new RecordHeader();
    if (parser.parse(bytes, from, to, header) != null) {
      return 0;
    }
    return header.appTo > header.appFrom ? SURE : LIKELY;
  }
}
