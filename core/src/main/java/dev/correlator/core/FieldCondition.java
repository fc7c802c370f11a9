package dev.correlator.core;

import dev.correlator.api.Pattern;
import dev.correlator.api.RecordHeader;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a field of a record must be like for a rule to apply. Used by all threads. The form is
 * compiled when the first record has such a field: most logs have none.
 */
final class FieldCondition {

  private final byte[] name;
  private final Pattern pattern;
  private volatile @Nullable PatternMatcher matcher;
  final int holes;

  FieldCondition(byte[] name, Pattern pattern) {
    this.name = name;
    this.pattern = pattern;
    holes = pattern.holes().size();
  }

  /** Whether the record has the field, the last of this name, and its value is of the form. */
  boolean holds(byte[] b, RecordHeader header, MatchBuffer out) {
    for (int i = header.fieldCount - 1; i >= 0; i--) {
      int at = i * RecordHeader.FIELD;
      int[] f = header.fields;
      if (Arrays.equals(b, f[at], f[at + 1], name, 0, name.length)) {
        return matcher().match(b, f[at + 2], f[at + 3], out) > 0;
      }
    }
    return false;
  }

  private PatternMatcher matcher() {
    PatternMatcher compiled = matcher;
    if (compiled == null) {
      compiled = PatternMatcher.compile(List.of(pattern)); // two at once: equal ones
      matcher = compiled;
    }
    return compiled;
  }
}
