package dev.correlator.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.charset.StandardCharsets;

/**
 * Ends the process when the machine fails in a thread that could not hand it on: without that
 * thread the run would wait for ever, or go on with a part of it missing. Threads hand on what they
 * can; this is for what comes in between. Needs no memory, which may be what has run out.
 *
 * <p>Any other thread that dies, as one of a plugin's own, is told of as the JVM does it.
 */
final class LastResort implements UncaughtExceptionHandler {

  private static final String HEAP = "Java heap space";

  private final byte[] memoryIsUsedUp = bytes(words(new OutOfMemoryError(HEAP)));
  private final byte[] machineFails = bytes("correlator: the Java machine fails");
  private final FileOutputStream err = new FileOutputStream(FileDescriptor.err);

  private static byte[] bytes(String line) {
    return (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
  }

  /** What the user is told when no more memory is given. */
  static String words(OutOfMemoryError e) {
    String message = String.valueOf(e.getMessage());
    long heapMib = Runtime.getRuntime().maxMemory() >> 20;
    return message.contains("heap") || message.contains("GC overhead")
        ? "correlator: the memory of %d MiB is used up; CORRELATOR_JAVA_OPTS=-Xmx%dm gives it more"
            .formatted(heapMib, 2 * heapMib)
        : "correlator: no more memory: " + message;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    if (!(thrown instanceof VirtualMachineError) || thrown instanceof StackOverflowError) {
      System.err.print("Exception in thread \"" + thread.getName() + "\" ");
      thrown.printStackTrace();
      return;
    }
    try {
      err.write(thrown instanceof OutOfMemoryError ? memoryIsUsedUp : machineFails);
    } catch (IOException e) {
      // Nobody reads it; the exit code says it too.
    } finally {
      Runtime.getRuntime().halt(ExitCode.BROKEN.number());
    }
  }
}
