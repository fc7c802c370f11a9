import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.layout.TTLLLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;

/** Writes the scene by Logback, a file for each layout. */
final class Logback implements Scene.Library {

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Path out;

  private Logback(Path out) {
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    Logback logback = new Logback(Path.of(args[0]));
    logback.context.reset();
    logback.layouts();
    new Scene(logback).play(logback.out.resolve("logback.tsv"));
    logback.context.stop();
  }

  private void layouts() {
    // What it writes by when nobody configures it.
    layout("default", new TTLLLayout());
    // The examples of the manual.
    layout("manual", "%d{yyyy-MM-dd HH:mm:ss.SSS} [%thread] %-5level %logger{36} - %msg%n");
    layout("manual-file", "%date %level [%thread] %logger{10} [%file:%line] %msg%n");
    // Spring Boot 2 and 3, into files.
    String ended = " %-40.40logger{39} : %m%n%wEx";
    layout("boot2", "%d{yyyy-MM-dd HH:mm:ss.SSS} %5p 4711 --- [%t]" + ended);
    layout("boot3", "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %5p 4711 --- [shop] [%t]" + ended);
    layout(
        "boot3-traced",
        "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %5p 4711 --- [shop] [%15.15t]"
            + " [803b448a0489f84084905d3093480352-3425f23bb2432450]"
            + ended);
    // Others that are usual.
    layout("seconds", "%d{yyyy-MM-dd HH:mm:ss} %-5level %logger - %msg%n");
    layout("zulu", "%d{\"yyyy-MM-dd'T'HH:mm:ss,SSSXXX\", UTC} %level %logger{0}: %msg%n");
    layout("mdc", "%d{ISO8601} [%thread] [%X{order}] %-5level %logger{36} - %msg%n");
    layout("mdc-all", "%d{yyyy-MM-dd HH:mm:ss.SSS Z} %-5level [%X] %logger{1} | %msg%n");
    layout("bracketed", "[%d{yyyy-MM-dd HH:mm:ss.SSS}] [%-5level] [%thread] [%logger] - %msg%n");
    layout("level-first", "%-5level [%thread] %date{ISO8601} %F:%L - %msg%n");
    layout("slashes", "%d{yyyy/MM/dd HH:mm:ss} %p %c{1}: %m%n");
  }

  private void layout(String name, String pattern) {
    PatternLayout layout = new PatternLayout();
    layout.getInstanceConverterMap().put("wEx", ExtendedWhitespaceThrowableProxyConverter::new);
    layout.setPattern(pattern);
    layout(name, layout);
  }

  private void layout(String name, Layout<ILoggingEvent> layout) {
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setFile(out.resolve("logback-" + name + ".log").toString());
    appender.setAppend(false);
    appender.setEncoder(encoder);
    appender.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.TRACE);
    root.addAppender(appender);
  }

  @Override
  public String log(String level, String logger, String text, Throwable thrown) {
    if (level.equals("fatal")) {
      return null;
    }
    Level own = Level.valueOf(level);
    context
        .getLogger(logger)
        .log(
            null,
            Logback.class.getName(),
            Level.toLocationAwareLoggerInteger(own),
            text,
            null,
            thrown);
    return own.toString();
  }

  @Override
  public void context(Map<String, String> values) {
    MDC.setContextMap(values);
  }
}
