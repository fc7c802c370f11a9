package dev.correlator.testkit.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.correlator.intake.LineFormat;
import dev.correlator.intake.LineRule;
import dev.correlator.testkit.Scenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TillsTest {

  private static Scenario tills() {
    return Scenario.of(new Tills(), new Tills.Config(Duration.ofMinutes(10)))
        .format(
            "till",
            new LineFormat(
                "{time} | {level} | {till} | {receipt} | {text}",
                "dd.MM.yyyy HH:mm:ss",
                LineRule.UNMATCHED,
                ""));
  }

  @Test
  void receipt_thatIsVoid_failsWithWhatTheTillSaid() {
    Scenario scenario =
        tills()
            .lines(
                "02.03.2026 08:00:00 | INFO | till-3 | r-1 | opened by ann",
                "02.03.2026 08:00:05 | INFO | till-3 | r-1 | paid: 1250 ct",
                "02.03.2026 08:00:07 | INFO | till-3 | r-2 | opened by ann",
                "02.03.2026 08:00:09 | ERROR | till-3 | r-2 | void: no-card",
                "java.lang.IllegalStateException: no-card",
                "\tat shop.Till.pay(Till.java:42)");

    assertEquals(
        List.of(
            new Tills.Receipt("r-1", "till-3", 1250, null),
            new Tills.Receipt("r-2", "till-3", 0, "no-card")),
        scenario.events(Tills.Receipt.class),
        () -> "records that no pattern matches: " + scenario.unmatched());
    scenario.invariantInPlace();
  }

  @Test
  void receipt_ofATillThatWritesJson_isTheSame() {
    Scenario scenario =
        tills()
            .lines(
                """
                {"time":"2026-03-02T08:00:00Z","msg":"opened by bob","till":"till-4","receipt":"r-3"}
                {"time":"2026-03-02T08:00:05Z","msg":"paid: 99 ct","receipt":"r-3"}\
                """);

    assertEquals(
        List.of(new Tills.Receipt("r-3", "till-4", 99, null)),
        scenario.events(Tills.Receipt.class));
  }
}
