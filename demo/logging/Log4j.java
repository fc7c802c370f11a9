import java.nio.file.Path;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.api.RootLoggerComponentBuilder;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** Writes the scene by Log4j 2, a file for each layout. */
final class Log4j implements Scene.Library {

  private final ConfigurationBuilder<BuiltConfiguration> configuration =
      ConfigurationBuilderFactory.newConfigurationBuilder();
  private final RootLoggerComponentBuilder root = configuration.newRootLogger(Level.ALL);
  private final Path out;

  private Log4j(Path out) {
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    Log4j log4j = new Log4j(Path.of(args[0]));
    log4j.layouts();
    LoggerContext context = Configurator.initialize(log4j.configuration.add(log4j.root).build());
    new Scene(log4j).play(log4j.out.resolve("log4j.tsv"));
    context.stop();
  }

  private void layouts() {
    // What it writes by when nobody configures it, and what its own constant is.
    layout("default", DefaultConfiguration.DEFAULT_PATTERN);
    layout("simple", PatternLayout.SIMPLE_CONVERSION_PATTERN);
    // The patterns of well-known programs that come with it.
    layout("hadoop", "%d %p %c: %m%n");
    layout("kafka", "[%d] %p %m (%c)%n");
    layout("zookeeper", "%d{yyyy-MM-dd HH:mm:ss,SSS} [myid:%X{order}] - %-5p [%t:%c{1}@%L] - %m%n");
    layout("elasticsearch", "[%d{ISO8601}][%-5p][%-25c{1.}] [node-1]%marker %m%n");
    layout("solr", "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5p (%t) [c: s: r: x: t:%X{order}] %c{1.} %m%n");
    layout("wildfly", "%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p [%c] (%t) %m%n");
    // Its names for times.
    layout("date", "%d{DATE} %-5p [%t] %c{2} - %m%n");
    layout("offset", "%d{ISO8601_OFFSET_DATE_TIME_HHCMM} %-5p [%t] %c{1} - %m%n");
    layout("pipes", "%d{yyyy-MM-dd HH:mm:ss.SSS} | %-5p | %t | %c | %m%n");
    layout("absolute", "%d{ABSOLUTE} %-5p [%c{1}] (%t) %m%n");
    layout("mdc", "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %p %X [%t] %c - %m%n");
  }

  private void layout(String name, String pattern) {
    configuration.add(
        configuration
            .newAppender(name, "File")
            .addAttribute("fileName", out.resolve("log4j-" + name + ".log").toString())
            .addAttribute("append", false)
            .add(configuration.newLayout("PatternLayout").addAttribute("pattern", pattern)));
    root.add(configuration.newAppenderRef(name));
  }

  @Override
  public String log(String level, String logger, String text, Throwable thrown) {
    Level own = Level.valueOf(level);
    LogManager.getLogger(logger).log(own, text, thrown);
    return own.name();
  }

  @Override
  public void context(Map<String, String> values) {
    ThreadContext.clearMap();
    ThreadContext.putAll(values);
  }
}
