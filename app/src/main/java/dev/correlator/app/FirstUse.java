package dev.correlator.app;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Formatter;
import java.util.Locale;

/**
 * Readies what each run needs and the JDK takes long to ready at its first use, beside whatever
 * else begins a run: 20 ms, where there is a second core. Nothing depends on it.
 */
final class FirstUse {

  private FirstUse() {}

  /** Begins, in a thread of its own. */
  static void begin() {
    Thread.ofPlatform().name("first-use").daemon().start(FirstUse::use);
  }

  private static void use() {
    try (Formatter formatter = new Formatter(Locale.ROOT)) {
      new SecureRandom().nextBytes(new byte[1]);
      MessageDigest.getInstance("SHA-256").update((byte) 0);
      formatter.format("%,d %.1f", 1, 1.0);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
