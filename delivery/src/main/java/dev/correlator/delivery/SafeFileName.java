package dev.correlator.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Makes a file name from text that is not to be trusted: one path segment of letters, digits, dot,
 * hyphen and underscore that does not start with a dot or a hyphen and has at most {@link
 * #CHARS_MAX} characters. Names that had to be changed carry a hash of the text, so that two texts
 * do not share a file.
 */
final class SafeFileName {

  /** Room for an ending and a rotation number within what all file systems take. */
  static final int CHARS_MAX = 64;

  private static final int HASH_CHARS = 12;
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
  private static final Pattern UNSAFE_CHARS = Pattern.compile("[^A-Za-z0-9._-]");

  private SafeFileName() {}

  /** The text if it is safe as it is, else what is left of it with a hash. */
  static String of(String text) {
    if (text.length() <= CHARS_MAX && SAFE.matcher(text).matches()) {
      return text;
    }
    return withHash(text);
  }

  /** The same, with the hash in any case. */
  static String withHash(String text) {
    String kept = UNSAFE_CHARS.matcher(text).replaceAll("_");
    int room = CHARS_MAX - HASH_CHARS - 2;
    return "_" + kept.substring(0, Math.min(room, kept.length())) + "-" + hash(text);
  }

  private static String hash(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_CHARS / 2);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("each Java platform has SHA-256", e);
    }
  }
}
