package dev.correlator.intake;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * Why an input cannot be read.
 *
 * @param input as the user named it
 * @param message what is wrong with it, and what to do
 */
public record Problem(String input, String message) {

  /** In a line. */
  public String text() {
    return input + ": " + message;
  }

  static String text(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "may not be read; check its permissions";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
