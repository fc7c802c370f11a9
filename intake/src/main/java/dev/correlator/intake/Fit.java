package dev.correlator.intake;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;

/** How well a record fits a format: what its parser says. */
final class Fit {

  /** It parses, and nothing else looks like it. */
  static final int CERTAIN = 100;

  /** It parses, and an application was found: it can hardly be anything else. */
  static final int SURE = 90;

  /** It parses, but much would. */
  static final int LIKELY = 60;

  /** It parses, but every format that finds more is preferred. */
  static final int POOR = 10;

  private Fit() {}

  static int of(RecordParser parser, byte[] bytes, int from, int to) {
    RecordHeader header = new RecordHeader();
    if (parser.parse(bytes, from, to, header) != null) {
      return 0;
    }
    return header.appTo > header.appFrom ? SURE : LIKELY;
  }
}
