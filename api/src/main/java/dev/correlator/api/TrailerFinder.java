package dev.correlator.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names the trailer of a stream by its first record, where senders differ in theirs. Found by
 * {@link java.util.ServiceLoader}: public constructor without arguments, {@link Named}; used where
 * {@code inputs: files: trailer_finder} names it. Immutable.
 */
@FunctionalInterface
public interface TrailerFinder {

  /**
   * Asked once for each source whose first record can be told by its header, before any record is
   * read; on one thread. If it throws, that is told, and null is taken.
   *
   * @return what stands behind each record, or null: what is configured decides
   */
  @Nullable Trailer trailer(FirstRecord first);

  /**
   * The header and the structured data of a stream's first record: what can be read while its end
   * is not known. Header fields that it does not have are null. Implemented by Correlator; a test
   * implements what it needs.
   */
  interface FirstRecord {

    /** The name of its format. */
    String format();

    /** The host. */
    @Nullable String host();

    /** The application. */
    @Nullable String app();

    /** The process id. */
    @Nullable String procId();

    /** The message id. */
    @Nullable String msgId();

    /** The structured data as it stands in the record, brackets included (RFC 5424, 6.3). */
    @Nullable String structuredData();

    /** What the record names beside the above, as {@link LogRecord#fields}. */
    Map<String, String> fields();

    /** The facility, 0 to 23, or -1 where the record has none. */
    int facility();

    /** The severity, or null where the record has none. */
    @Nullable Severity severity();
  }
}
