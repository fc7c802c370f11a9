package dev.correlator.app;

import static java.util.Objects.requireNonNull;

import dev.correlator.api.EventHandler;
import dev.correlator.api.LogicModule;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user's desk: a folder with files, environment variables, and a shell. Installed are the
 * program's own parts, the module {@link Orders} and the handler {@link Pager}. What would be run
 * is kept.
 */
final class Desk {

  private final Path folder;
  private final Path installed;
  private final Map<String, String> environment = new HashMap<>();
  private Runner runner = new Keeper();
  private @Nullable Throwable failure;
  private @Nullable RunRequest run;
  private @Nullable TraceRequest trace;

  /** What a command said. */
  record Answer(int code, String out, String err) {}

  Desk(Path temporary) {
    folder = temporary.resolve("desk");
    installed = temporary.resolve("installed");
    file("auth.log", "");
    provide(LogicModule.class, Orders.class);
    provide(EventHandler.class, Pager.class);
  }

  /** Puts a file into the folder. */
  Path file(String name, String content) {
    return write(folder.resolve(name), content);
  }

  /** Sets a variable of the environment. */
  void variable(String name, String value) {
    environment.put(name, value);
  }

  /** The folder of the installation. */
  Path home() {
    return installed;
  }

  /** Has the installation hold what plugins are built against, by name alone. */
  void installDevelopmentKit() {
    write(installed.resolve("sdk/lib/correlator-testkit-1.2.3.jar"), "");
    write(installed.resolve("sdk/lib/junit-platform-console-standalone-6.0.0.jar"), "");
  }

  /** Has every run happen. */
  Desk whichRuns() {
    runner = new HistoryRunner();
    return this;
  }

  /** Has every run fail. */
  Desk whoseRunFails(Throwable why) {
    failure = why;
    return this;
  }

  /** Types a command. */
  Answer type(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = new CommandShell(surroundings(out, err), runner).execute(words);
    return new Answer(code, out.toString(), err.toString().replace(folder + "/", ""));
  }

  /** Types a command of whose output only the beginning is taken, as by {@code head}. */
  Answer typeToHead(String... words) {
    StringWriter err = new StringWriter();
    int code = new CommandShell(surroundings(new Head(), err), runner).execute(words);
    return new Answer(code, "", err.toString());
  }

  private static final class Head extends Writer {

    private int left = 1_000;

    @Override
    public void write(char[] text, int from, int length) throws IOException {
      left -= length;
      if (left < 0) {
        throw new IOException("nobody reads");
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** What the last command wanted to be run. */
  RunRequest run() {
    return requireNonNull(run, "nothing was run");
  }

  /** Whether a command wanted something to be run. */
  boolean hasRun() {
    return run != null;
  }

  /** What the last command wanted to be traced. */
  TraceRequest trace() {
    return requireNonNull(trace, "nothing was traced");
  }

  /** What is installed. */
  Installation installation() {
    return Installation.find(program(), null);
  }

  private Surroundings surroundings(Writer out, Writer err) {
    return new Surroundings(
        environment, folder, program(), installed, new PrintWriter(out), new PrintWriter(err));
  }

  private ClassLoader program() {
    try {
      return new URLClassLoader(
          new URL[] {installed.resolve("classes").toUri().toURL()}, Desk.class.getClassLoader());
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Installs one more module, beside {@link Orders}. */
  Desk withModule(Class<?> module) {
    write(
        installed.resolve("classes/META-INF/services").resolve(LogicModule.class.getName()),
        Orders.class.getName() + "\n" + module.getName() + "\n");
    return this;
  }

  private void provide(Class<?> service, Class<?> provider) {
    write(
        installed.resolve("classes/META-INF/services").resolve(service.getName()),
        provider.getName() + "\n");
  }

  private static Path write(Path file, String content) {
    try {
      Files.createDirectories(requireNonNull(file.getParent()));
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps requests, and is content. */
  private final class Keeper implements Runner {
    @Override
    public ExitCode run(RunRequest request, PrintWriter out, PrintWriter err) {
      switch (failure) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case null, default -> {}
      }
      run = request;
      return ExitCode.OK;
    }

    @Override
    public ExitCode trace(TraceRequest request, PrintWriter out, PrintWriter err) {
      trace = request;
      return ExitCode.OK;
    }
  }
}
