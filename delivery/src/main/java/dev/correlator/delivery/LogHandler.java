package dev.correlator.delivery;

import dev.correlator.api.DeliveryResult;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.EventHandler;
import dev.correlator.api.HandlerContext;
import dev.correlator.api.Named;
import dev.correlator.api.Setting;
import dev.correlator.api.Severity;
import dev.correlator.core.VisibleText;
import java.util.Collections;
import java.util.List;

/**
 * Writes events to the program's own log ({@link System.Logger}), the level by the severity, one
 * line each.
 */
@Named("log")
public final class LogHandler implements EventHandler<LogHandler.Config> {

  /** Settings. */
  public record Config(
      @Setting(doc = "Name of the logger", def = "correlator.events") String logger) {

    /** All defaults. */
    public static Config defaults() {
      return new Config("correlator.events");
    }
  }

  private System.Logger log = System.getLogger(Config.defaults().logger());

  /** For the service loader. */
  public LogHandler() {}

  @Override
  public void open(Config config, HandlerContext context) {
    log = System.getLogger(config.logger());
  }

  @Override
  public List<DeliveryResult> handle(List<EventEnvelope<?>> batch) {
    for (EventEnvelope<?> event : batch) {
      System.Logger.Level level = level(event.severity());
      if (log.isLoggable(level)) {
        log.log(level, line(event));
      }
    }
    return Collections.nCopies(batch.size(), DeliveryResult.DELIVERED);
  }

  private static String line(EventEnvelope<?> event) {
    return EventLine.of(event)
        + " type="
        + event.type().getSimpleName()
        + " system="
        + VisibleText.of(event.system())
        + " time="
        + event.time()
        + " id="
        + event.id();
  }

  static System.Logger.Level level(Severity severity) {
    return switch (severity) {
      case EMERGENCY, ALERT, CRITICAL, ERROR -> System.Logger.Level.ERROR;
      case WARNING -> System.Logger.Level.WARNING;
      case NOTICE, INFO, UNSET -> System.Logger.Level.INFO;
      case DEBUG -> System.Logger.Level.DEBUG;
    };
  }

  @Override
  public void close() {}
}
