package dev.correlator.intake;

import dev.correlator.api.Rejection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What a format says of one record.
 *
 * @param format the format's name
 * @param reason why it is no record of the format; null: it is one
 * @param fits how many of its first characters are as the format has them; negative where the
 *     format cannot tell
 */
public record Trial(String format, @Nullable Rejection reason, int fits) {

  /** Those first that say more of the record is as they have it. */
  public static final Comparator<Trial> NEAREST_FIRST =
      Comparator.comparingInt(Trial::distance).thenComparingInt(t -> -t.fits());

  private int distance() {
    if (reason == null) {
      return 0;
    }
    if (fits > 0) {
      return 1;
    }
    return switch (reason) {
      case TIME, VERSION, STRUCTURED_DATA, CUT_OFF, TOO_LONG -> 2; // all in front of it was right
      case PRIORITY -> 3;
      case HEADER, JSON, FRAMING, EMPTY, PARSER_FAILED -> 4;
    };
  }
}
