package dev.correlator.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.DeliveryResult;
import dev.correlator.api.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogHandlerTest {

  /** Keeps what System.Logger hands to java.util.logging, its default. */
  private static final class Kept extends Handler {
    final List<LogRecord> records = new ArrayList<>();

    @Override
    public void publish(LogRecord record) {
      records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static List<LogRecord> logged(String logger, Sample<?>... events) {
    Logger target = Logger.getLogger(logger);
    Kept kept = new Kept();
    target.addHandler(kept);
    target.setUseParentHandlers(false);
    target.setLevel(Level.ALL);
    LogHandler log = new LogHandler();
    log.open(new LogHandler.Config(logger), Folder.at(Path.of("")));
    assertThat(log.handle(List.of(events))).containsOnly(DeliveryResult.DELIVERED);
    log.close();
    target.removeHandler(kept);
    return kept.records;
  }

  @ParameterizedTest
  @CsvSource({
    "EMERGENCY, SEVERE", "ALERT, SEVERE", "CRITICAL, SEVERE", "ERROR, SEVERE",
    "WARNING, WARNING", "NOTICE, INFO", "INFO, INFO", "DEBUG, FINE"
  })
  void severity_ofAnEvent_givesTheLevel(Severity severity, String level) {
    var event = Sample.burst(1);
    event.severity = severity;

    assertThat(logged("test.levels", event))
        .extracting(LogRecord::getLevel)
        .containsExactly(Level.parse(level));
  }

  @Test
  void event_inTheLog_isALineThatCanBeTraced() {
    var event = Sample.burst(1);
    event.message = "6 failed\nfrom {0} \u001b[2J";

    assertThat(logged("test.lines", event))
        .extracting(LogRecord::getMessage)
        .containsExactly(
            "6 failed; from {0} \\u001b[2J type=Burst system=openssh"
                + " time=2025-11-30T23:58:41.001Z id=00000000000000000000000000000001");
  }
}
