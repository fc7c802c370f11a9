package dev.correlator.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The program that {@code correlator} starts. */
public final class Main {

  private Main() {}

  /**
   * Runs the command line and ends the process with its exit code.
   *
   * @param arguments as typed
   */
  public static void main(String[] arguments) {
    Thread.setDefaultUncaughtExceptionHandler(new LastResort());
    System.setIn(new StandardInput()); // can be left when the user wants to
    String home = System.getProperty("correlator.home");
    Surroundings surroundings =
        new Surroundings(
            System.getenv(),
            Path.of(""),
            new OwnServices(Main.class.getClassLoader()),
            home == null ? null : Path.of(home),
            writer(FileDescriptor.out, System.getProperty("stdout.encoding")),
            writer(FileDescriptor.err, System.getProperty("stderr.encoding")));
    int code = new CommandShell(surroundings, new HistoryRunner()).execute(arguments);
    // Not System.exit: from JDK 21 on it asks for a logger to tell of the exit, and that would
    // start all of logging when the work is done. Nothing is left to hooks: all is flushed and
    // closed.
    Runtime.getRuntime().halt(code);
  }

  private static PrintWriter writer(FileDescriptor descriptor, @Nullable String encoding) {
    Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), charset), true);
  }
}
