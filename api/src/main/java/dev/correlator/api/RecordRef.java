package dev.correlator.api;

/**
 * Where a record stands.
 *
 * @param source the file's name or the stream's
 * @param offset the position of its first byte in the source (after decompression), from 0
 * @param line its number in the source, from 1
 */
public record RecordRef(String source, long offset, long line) {}
