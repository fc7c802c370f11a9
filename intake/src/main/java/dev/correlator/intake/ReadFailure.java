package dev.correlator.intake;

/**
 * Reading a source had to stop before its end. What was read before counts.
 *
 * @param source its name
 * @param position how many bytes of it were read, after decompression
 * @param message what happened
 */
public record ReadFailure(String source, long position, String message) {

  /** In a line. */
  public String text() {
    return source
        + ": reading stopped after "
        + position
        + (position == 1 ? " byte: " : " bytes: ")
        + message;
  }
}
