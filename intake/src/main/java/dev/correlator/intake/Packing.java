package dev.correlator.intake;

import org.jspecify.annotations.Nullable;

/**
 * What content is packed or written in that is not read here, and what to do about it: known by its
 * first bytes.
 */
enum Packing {
  XZ("is compressed with xz; unpack it: xzcat FILE, and read standard input (-)", "\u00FD7zXZ"),
  BZIP2("is compressed with bzip2; unpack it: bzcat FILE, and read standard input (-)", "BZh"),
  ZSTD(
      "is compressed with zstd; unpack it: zstdcat FILE, and read standard input (-)",
      "(\u00B5/\u00FD"),
  UTF_16LE(Advice.UTF_16, "\u00FF\u00FE"),
  UTF_16BE(Advice.UTF_16, "\u00FE\u00FF"),
  ZIP("is a zip archive; unpack it first", "PK\u0003\u0004"),
  JOURNAL(
      "is a systemd journal; export it: journalctl --file FILE -o export, and read"
          + " standard input (-)",
      "LPKSHHRH");

  private static final class Advice {
    static final String UTF_16 =
        "is written in UTF-16; convert it: iconv -f UTF-16 -t UTF-8 FILE, and read"
            + " standard input (-)";
  }

  /** How many bytes have to be known. */
  static final int BYTES = 8;

  private final String advice;

  /** The first bytes, each as a character. */
  private final String magic;

  Packing(String advice, String magic) {
    this.advice = advice;
    this.magic = magic;
  }

  /** What is wrong with the content and what to do. */
  String advice() {
    return advice;
  }

  /** The packing of content that starts so, or null. */
  static @Nullable Packing of(byte[] b, int length) {
    for (Packing packing : values()) {
      if (packing.isAt(b, length)) {
        return packing;
      }
    }
    return null;
  }

  private boolean isAt(byte[] b, int length) {
    for (int i = 0; i < magic.length(); i++) {
      if (i >= length || (b[i] & 0xFF) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
