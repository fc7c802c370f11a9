import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.apache.juli.OneLineFormatter;

/** Writes the scene by {@code java.util.logging}, a file for each layout. */
final class Jul implements Scene.Library {

  private static final Map<String, Level> LEVELS =
      Map.of(
          "trace", Level.FINEST,
          "debug", Level.FINE,
          "info", Level.INFO,
          "warn", Level.WARNING,
          "error", Level.SEVERE,
          "fatal", Level.CONFIG);

  private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

  private final Logger root = Logger.getLogger("");
  private final Path out;

  private Jul(Path out) {
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.US);
    Jul jul = new Jul(Path.of(args[0]));
    jul.root.removeHandler(jul.root.getHandlers()[0]);
    jul.root.setLevel(Level.ALL);
    jul.layouts();
    new Scene(jul).play(jul.out.resolve("jul.tsv"));
  }

  private void layouts() throws IOException {
    layout("default", new SimpleFormatter());
    // One line each, as it is often set.
    layout("one-line", "[%1$tF %1$tT] [%4$-7s] %5$s %n");
    layout("one-line-traces", "%1$tF %1$tT.%1$tL %4$-7s [%3$s] - %5$s%6$s%n");
    layout("offset", "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n");
    // An example of the library's pages.
    layout("example", "[%1$tc] %4$s: %5$s%6$s%n");
    layout("tomcat", new OneLineFormatter());
  }

  private void layout(String name, String format) throws IOException {
    System.setProperty(FORMAT, format);
    layout(name, new SimpleFormatter());
    System.clearProperty(FORMAT);
  }

  private void layout(String name, Formatter formatter) throws IOException {
    FileHandler handler = new FileHandler(out.resolve("jul-" + name + ".log").toString());
    handler.setEncoding("UTF-8");
    handler.setLevel(Level.ALL);
    handler.setFormatter(formatter);
    root.addHandler(handler);
  }

  @Override
  public String log(String level, String logger, String text, Throwable thrown) {
    Level own = LEVELS.get(level);
    Logger.getLogger(logger).logp(own, logger, "handle", text, thrown);
    return own.getName();
  }
}
