package dev.correlator.core;

import dev.correlator.api.Pattern;
import dev.correlator.api.RecordHeader;
import java.util.Arrays;
import java.util.List;

/** What a field of a record must be like for a rule to apply. Immutable. */
final class FieldCondition {

  private final byte[] name;
  private final PatternMatcher matcher;
  final int holes;

  FieldCondition(byte[] name, Pattern pattern) {
    this.name = name;
    matcher = PatternMatcher.compile(List.of(pattern));
    holes = pattern.holes().size();
  }

  /** Whether the record has the field, the last of this name, and its value is of the form. */
  boolean holds(byte[] b, RecordHeader header, MatchBuffer out) {
    for (int i = header.fieldCount - 1; i >= 0; i--) {
      int at = i * RecordHeader.FIELD;
      int[] f = header.fields;
      if (Arrays.equals(b, f[at], f[at + 1], name, 0, name.length)) {
        return matcher.match(b, f[at + 2], f[at + 3], out) > 0;
      }
    }
    return false;
  }
}
