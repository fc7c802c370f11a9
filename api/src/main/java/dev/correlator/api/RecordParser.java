package dev.correlator.api;

import org.jspecify.annotations.Nullable;

/**
 * Finds the header of records. May keep what it remembers from record to record for speed alone.
 */
public interface RecordParser {

  /**
   * Finds the header fields and the text of one record. Called for every record: no object is to be
   * made. Never throws, whatever the bytes are. At least 8 bytes behind {@code to} may be read;
   * they mean nothing.
   *
   * @param bytes holds the record
   * @param from its first byte
   * @param to the byte behind its last, framing excluded
   * @param header takes the fields; cleared by the caller
   * @return null, or why the record cannot be parsed
   */
  @Nullable Rejection parse(byte[] bytes, int from, int to, RecordHeader header);
}
