package dev.correlator.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process when the machine fails in a thread that could not hand it on: without that
 * thread the run would wait for ever, or go on with a part of it missing. Threads hand on what they
 * can; this is for what comes in between. Memory may be what has run out, and even to halt takes
 * some, for classes that the machine has not needed yet; so a little is kept back.
 *
 * <p>Any other thread that dies, as one of a plugin's own, is told of as the JVM does it.
 */
final class LastResort implements UncaughtExceptionHandler {

  private static final String HEAP = "Java heap space";

  private final byte[] memoryIsUsedUp = bytes(words(new OutOfMemoryError(HEAP)));
  private final byte[] machineFails = bytes("correlator: the Java machine fails");

  /** As large as a region of the JVM's collectors, which do not always close smaller gaps. */
  @SuppressWarnings("UnusedVariable") // held, never read
  private byte @Nullable [] keptBack = new byte[1 << 20];

  private final FileOutputStream err = new FileOutputStream(FileDescriptor.err);

  private static byte[] bytes(String line) {
    return (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
  }

  /** What the user is told when no more memory is given. */
  static String words(OutOfMemoryError e) {
    String message = String.valueOf(e.getMessage());
    long heapMib = Runtime.getRuntime().maxMemory() >> 20;
    return message.contains("heap") || message.contains("GC overhead")
        // No format: it would read the locale's rules, in each start.
        ? "correlator: the memory of "
            + heapMib
            + " MiB is used up; CORRELATOR_JAVA_OPTS=-Xmx"
            + 2 * heapMib
            + "m gives it more"
        : "correlator: no more memory: " + message;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      keptBack = null;
    }
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
