package dev.correlator.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;

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
  LZ4(
      "is compressed with lz4; unpack it: lz4cat FILE, and read standard input (-)",
      "\u0004\"M\u0018"),
  LZIP(
      "is compressed with lzip; unpack it: lzip -dc FILE, and read standard input (-)",
      "LZIP\u0001"),
  COMPRESS(
      "is compressed with compress; unpack it: zcat FILE, and read standard input (-)",
      "\u001F\u009D"),
  UTF_16LE(Advice.UTF_16, "\u00FF\u00FE"),
  UTF_16BE(Advice.UTF_16, "\u00FE\u00FF"),
  ZIP("is a zip archive; unpack it first", "PK\u0003\u0004"),
  SEVEN_ZIP("is a 7z archive; unpack it first", "7z\u00BC\u00AF'\u001C"),
  RAR("is a rar archive; unpack it first", "Rar!\u001A\u0007"),
  AR("is an ar archive; unpack it first", "!<arch>\n"),
  CPIO("is a cpio archive; unpack it first", "\u00C7q") {
    @Override
    boolean isAt(byte[] b, int length) {
      return super.isAt(b, length) || isTextOfCpio(b, length);
    }
  },
  TAR("is a tar archive; unpack it: tar xf FILE, and read its files", "") {
    @Override
    boolean isAt(byte[] b, int length) {
      return isTar(b, length);
    }
  },
  JOURNAL(
      "is a systemd journal; export it: journalctl --file FILE -o export, and read"
          + " standard input (-)",
      "LPKSHHRH");

  private static final class Advice {
    static final String UTF_16 =
        "is written in UTF-16; convert it: iconv -f UTF-16 -t UTF-8 FILE, and read"
            + " standard input (-)";
  }

  /** How many bytes have to be known: a header of tar. */
  static final int BYTES = 512;

  /** Where the checksum of a header of tar stands, as octal digits behind blanks or not. */
  private static final int TAR_CHECKSUM = 148;

  private static final int TAR_CHECKSUM_BYTES = 8;

  /** The shortest header of a cpio archive in text; it has digits alone. */
  private static final int CPIO_BYTES = 76;

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

  boolean isAt(byte[] b, int length) {
    for (int i = 0; i < magic.length(); i++) {
      if (i >= length || (b[i] & 0xFF) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the checksum of a first header fits: the word {@code ustar} is missing where the
   * archive is of an old kind. A header is filled up with NUL, which a log has no cause to hold:
   * who can write into one is not to have it refused.
   */
  private static boolean isTar(byte[] b, int length) {
    if (length < BYTES) {
      return false;
    }
    int end = TAR_CHECKSUM + TAR_CHECKSUM_BYTES;
    int i = TAR_CHECKSUM;
    while (i < end && b[i] == ' ') {
      i++;
    }
    int first = i;
    int stated = 0;
    while (i < end && isOctal(b[i])) {
      stated = stated * 8 + b[i++] - '0';
    }
    boolean isNumber = i > first && (i == end || b[i] == 0 || b[i] == ' ');
    int sum = 0;
    boolean isFilledUp = false;
    for (int k = 0; k < BYTES; k++) {
      isFilledUp |= b[k] == 0;
      sum += k < TAR_CHECKSUM || k >= end ? b[k] & 0xFF : ' ';
    }
    return isNumber && isFilledUp && stated == sum;
  }

  private static boolean isOctal(byte b) {
    return b >= '0' && b <= '7';
  }

  private static boolean isTextOfCpio(byte[] b, int length) {
    int digits = 0;
    while (digits < CPIO_BYTES && digits < length && Character.digit(b[digits], 16) >= 0) {
      digits++;
    }
    return digits == CPIO_BYTES && new String(b, 0, 5, US_ASCII).equals("07070");
  }
}
