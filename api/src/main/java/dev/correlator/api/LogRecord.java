package dev.correlator.api;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One parsed log line, decoded. Immutable. Text is UTF-8; bytes that are not are shown as U+FFFD.
 * Header fields that the line does not have (or that are NILVALUE, RFC 5424, 6) are null.
 */
public interface LogRecord {

  /** What the record says about its time, after parsing; never altered. */
  Instant time();

  /** The host in the header, or the name of the source, as {@code app.log}, where it has none. */
  String host();

  /** The application. */
  @Nullable String app();

  /** The process id. */
  @Nullable String procId();

  /** The message id. */
  @Nullable String msgId();

  /** The structured data as it stands in the record, brackets included (RFC 5424, 6.3). */
  @Nullable String structuredData();

  /**
   * What the record names beside the above, in its order; of a name that comes again, the last.
   * Structured data of RFC 5424 is named by its parameters. A name is as the record has it: in JSON
   * it may also be empty.
   */
  default Map<String, String> fields() {
    return Map.of();
  }

  /** The facility, 0 to 23, or -1 where the record has none. */
  int facility();

  /** The severity, or null where the record has none. */
  @Nullable Severity severity();

  /** The message, without header. */
  String text();

  /** The whole record as received, without its framing. */
  String raw();

  /**
   * Whether something of the record is known to be missing: a limit cut it, or its end never came.
   * What there is of it is as it was received.
   */
  default boolean isTruncated() {
    return false;
  }

  /** Where the record stands. */
  RecordRef ref();
}
