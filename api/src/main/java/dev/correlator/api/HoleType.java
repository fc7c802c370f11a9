package dev.correlator.api;

import java.util.Locale;

/**
 * What a hole of a {@link Pattern} takes. All types but {@link #TEXT} take at least one byte. What
 * is spoken of as a letter or a digit is one of ASCII.
 */
public enum HoleType {
  /** Any text, also none. */
  TEXT,
  /** Anything without white space: no byte of 0 to 32. */
  WORD,
  /** A whole number: 1 to 18 digits, a minus sign in front of them if need be; fits a long. */
  INT,
  /**
   * An address of IPv4 (four numbers up to 255, without leading zeros) or IPv6 (RFC 4291, 2.2, with
   * an IPv4 tail if need be, and a zone of 1 to 32 letters, digits, {@code . _ -} behind a percent
   * sign as in RFC 4007, 11). Never a name.
   */
  IP,
  /** An {@link #IP} address, or letters, digits, {@code . _ -} as in names of hosts. */
  HOST,
  /** Hexadecimal digits, either case. */
  HEX,
  /** Letters, digits and {@code . _ : / + = @ -}: ids, paths, fingerprints. */
  KEY,
  /**
   * Anything without a colon: what stands in a field of passwd(5), as the name of a user, however
   * it was chosen.
   */
  FIELD,
  /**
   * Digits and letters, but no vowel in lower case and none of {@code I}, {@code O}, {@code U}: ids
   * that cannot be taken for words, as those that Postfix gives to mails.
   */
  CODE,
  /**
   * Anything without a semicolon: what stands in a list whose items semicolons part, as a name with
   * blanks in what sudo writes.
   */
  ITEM;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The name of the type in a pattern. */
  public String word() {
    return word;
  }
}
