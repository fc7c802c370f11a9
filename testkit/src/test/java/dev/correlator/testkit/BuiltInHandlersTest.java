package dev.correlator.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.EventHandler;
import dev.correlator.api.Named;
import dev.correlator.delivery.ConsoleHandler;
import dev.correlator.delivery.CsvHandler;
import dev.correlator.delivery.FailedList;
import dev.correlator.delivery.JsonlHandler;
import dev.correlator.delivery.LogHandler;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class BuiltInHandlersTest {

  private static final PrintStream OUT = System.out;
  private static final Logger EVENTS = Logger.getLogger("correlator.events");

  @TempDir Path folder;

  @BeforeAll
  static void quieten() {
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    EVENTS.setLevel(Level.OFF);
  }

  @AfterAll
  static void giveTheOutputBack() {
    System.setOut(OUT);
    EVENTS.setLevel(null);
  }

  private static Stream<DynamicTest> tests(HandlerContract<?> contract) {
    return contract.checks().stream().map(c -> DynamicTest.dynamicTest(c.name(), c::run));
  }

  @TestFactory
  Stream<DynamicTest> console_asAHandler_keepsTheContract() {
    return tests(
        HandlerContract.of(ConsoleHandler::new, dir -> ConsoleHandler.Config.defaults(), folder));
  }

  @TestFactory
  Stream<DynamicTest> log_asAHandler_keepsTheContract() {
    return tests(HandlerContract.of(LogHandler::new, dir -> LogHandler.Config.defaults(), folder));
  }

  @TestFactory
  Stream<DynamicTest> csv_asAHandler_keepsTheContract() {
    return tests(
        HandlerContract.of(CsvHandler::new, dir -> CsvHandler.Config.defaults().in(dir), folder));
  }

  @TestFactory
  Stream<DynamicTest> jsonl_asAHandler_keepsTheContract() {
    return tests(
        HandlerContract.of(
            JsonlHandler::new, dir -> JsonlHandler.Config.to(dir.resolve("e.jsonl")), folder));
  }

  @TestFactory
  Stream<DynamicTest> jsonlToStandardOutput_asAHandler_keepsTheContract() {
    return tests(
        HandlerContract.of(
            JsonlHandler::new, dir -> JsonlHandler.Config.to(JsonlHandler.STDOUT), folder));
  }

  @TestFactory
  Stream<DynamicTest> failedList_asAHandler_keepsTheContract() {
    return tests(
        HandlerContract.of(
            FailedList::new, dir -> FailedList.Config.to(dir.resolve("failed.csv")), folder));
  }

  @Test
  @SuppressWarnings("rawtypes") // a service loader knows no type arguments
  void builtInHandlers_lookedForAsServices_areFoundByName() {
    List<String> names =
        ServiceLoader.load(EventHandler.class).stream()
            .map(found -> found.type().getAnnotation(Named.class).value())
            .toList();

    assertThat(names).containsExactlyInAnyOrder("console", "log", "csv", "jsonl");
  }
}
