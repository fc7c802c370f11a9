package dev.correlator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proof of the example, on a small log. */
class OrderWorkloadTest {

  @TempDir Path folder;

  private static OrderWorkloadLog.Plan plan(long seed, OrderWorkloadLog.Form form) {
    return new OrderWorkloadLog.Plan(2000, seed, form, 5);
  }

  @ParameterizedTest
  @CsvSource({"1, RFC5424", "2, RFC3164", "3, RFC5424", "4, RFC3164"})
  void purchases_inTheLogOfTheShop_areAllFoundAndNothingElse(long seed, OrderWorkloadLog.Form form)
      throws IOException, InterruptedException {
    ByteArrayOutputStream told = new ByteArrayOutputStream();

    boolean perfect =
        OrderWorkload.prove(
            plan(seed, form), folder, new PrintStream(told, true, StandardCharsets.UTF_8));

    assertThat(perfect).as(told.toString(StandardCharsets.UTF_8)).isTrue();
  }

  @Test
  void log_ofOneSeed_isTheSameToTheLastByteAndHoldsAllThatCanGoWrong() throws IOException {
    OrderWorkloadLog.Plan plan = plan(7, OrderWorkloadLog.Form.RFC5424);
    Path first = folder.resolve("first.log");
    Path second = folder.resolve("second.log");

    OrderWorkloadLog.Truth truth = OrderWorkloadLog.write(plan, first);
    OrderWorkloadLog.write(plan, second);

    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    List<String> reasons = new ArrayList<>();
    for (OrderWorkloadPurchase p : truth.purchases()) {
      outcomes.add(p.outcome());
      reasons.add(p.outcome() + " " + p.reason());
    }
    assertThat(outcomes)
        .contains(
            Outcome.COMPLETED,
            Outcome.FAILED,
            Outcome.TIMED_OUT,
            Outcome.END_WITHOUT_START,
            Outcome.OPEN_AT_END);
    assertThat(reasons)
        .contains(
            "FAILED no order",
            "FAILED no payment",
            "FAILED request refused",
            "FAILED order rejected",
            "FAILED payment declined",
            "TIMED_OUT request: no end within 1m",
            "TIMED_OUT order: no end within 2m",
            "TIMED_OUT payment: no end within 5m");
    assertThat(truth.toRunAgain()).hasSizeBetween(100, truth.purchases().size() / 4);
  }

  @Test
  void findings_thatAreWrong_areSeenByTheScore() throws IOException, InterruptedException {
    OrderWorkloadLog.Plan plan = plan(7, OrderWorkloadLog.Form.RFC5424);
    Path log = folder.resolve("orders.log");
    OrderWorkloadLog.Truth truth = OrderWorkloadLog.write(plan, log);
    OrderWorkloadLog.Truth other =
        OrderWorkloadLog.write(plan(8, OrderWorkloadLog.Form.RFC5424), folder.resolve("8.log"));
    Path jar =
        OrderWorkloadPlugin.build(OrderWorkloadPlugin.example(), folder.resolve("orders.jar"));
    OrderWorkloadRun.Result result;
    try (OrderWorkloadPlugin plugin = OrderWorkloadPlugin.open(jar)) {
      result = new OrderWorkloadRun(plugin.module()).run(log, 1, folder.resolve("failed.csv"));
    }
    List<OrderWorkloadPurchase> fewer = result.purchases().subList(1, result.purchases().size());
    OrderWorkloadRun.Result missed =
        new OrderWorkloadRun.Result(
            fewer,
            result.numbers(),
            result.toRunAgain().subList(1, result.toRunAgain().size()),
            result.ids(),
            result.digest(),
            result.summary(),
            0,
            Duration.ZERO);

    OrderWorkload.Score right = OrderWorkload.score(truth, result);
    OrderWorkload.Score oneMissed = OrderWorkload.score(truth, missed);
    OrderWorkload.Score allWrong = OrderWorkload.score(other, result);

    assertThat(right.differences()).isEmpty();
    assertThat(oneMissed.recall()).isLessThan(1);
    assertThat(oneMissed.precision()).isEqualTo(1);
    assertThat(oneMissed.againRight()).isEqualTo(right.againRight() - 1);
    assertThat(oneMissed.isPerfect()).isFalse();
    assertThat(allWrong.precision()).isLessThan(0.01);
  }
}
