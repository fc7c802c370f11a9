package dev.correlator.api;

import org.jspecify.annotations.Nullable;

/**
 * Takes values of an event one after the other, where they can be had without an object for each:
 * for handlers that write many events. See {@link EventEnvelope#fields(FieldTaker)}.
 */
public interface FieldTaker {

  /**
   * A text.
   *
   * @param utf8 holds it, during the call only and not to be changed; bytes that are not UTF-8
   *     stand for U+FFFD, as in a {@code String} made of them
   */
  void text(byte[] utf8, int from, int to);

  /** A whole number. */
  void number(long value);

  /** Any value, or null where there is none; it may be a text or a number too. */
  void value(@Nullable Object value);
}
