package dev.correlator.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Proof that purchases whose identity changes on the way are found, all of them and nothing else:
 * writes a log of the shop with the truth beside it, runs the example's plugin on it on 1, 2 and 8
 * shards, and compares. Exit code 1 where anything differs.
 *
 * <p>{@code OrderWorkload [--carts N] [--seed N] [--per-second N] [--form rfc5424|rfc3164]
 * [--folder DIR]}
 */
public final class OrderWorkload {

  private static final int[] SHARDS = {1, 2, 8};

  private static final int SHOWN = 5;

  /**
   * How what was found compares with the truth.
   *
   * @param expected how many purchases there are to be found
   * @param found how many were found
   * @param right how many of these are right in all they say
   * @param againExpected how many failures are to be run again
   * @param againFound how many were listed
   * @param againRight how many of these are right
   * @param differences the first things that differ, in words
   */
  record Score(
      long expected,
      long found,
      long right,
      long againExpected,
      long againFound,
      long againRight,
      List<String> differences) {

    /** Whether nothing was missed and nothing is there that should not be. */
    boolean isPerfect() {
      return differences.isEmpty();
    }

    double recall() {
      return expected == 0 ? 1 : (double) right / expected;
    }

    double precision() {
      return found == 0 ? 1 : (double) right / found;
    }
  }

  private OrderWorkload() {}

  /** Generates, runs, compares. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int carts = 100_000;
    long seed = 1;
    int perSecond = 50;
    OrderWorkloadLog.Form form = OrderWorkloadLog.Form.RFC5424;
    Path folder = Path.of("target", "orders");
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--carts" -> carts = Integer.parseInt(value);
        case "--seed" -> seed = Long.parseLong(value);
        case "--per-second" -> perSecond = Integer.parseInt(value);
        case "--form" -> form = OrderWorkloadLog.Form.valueOf(value.toUpperCase(Locale.ROOT));
        case "--folder" -> folder = Path.of(value);
        default -> throw new IllegalArgumentException("unknown: " + arguments[i]);
      }
    }
    OrderWorkloadLog.Plan plan = new OrderWorkloadLog.Plan(carts, seed, form, perSecond);
    System.exit(prove(plan, folder, System.out) ? 0 : 1);
  }

  /** Generates, runs, compares, and says what came of it. */
  static boolean prove(OrderWorkloadLog.Plan plan, Path folder, PrintStream out)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path log = folder.resolve("orders-" + plan.form().name().toLowerCase(Locale.ROOT) + ".log");
    OrderWorkloadLog.Truth truth = OrderWorkloadLog.write(plan, log);
    writeTruth(truth, folder.resolve("truth.jsonl"));
    out.printf(
        Locale.ROOT,
        "%s: %,d records, %,d tries at %,d carts, at most %,d under way; seed %d%n",
        log,
        truth.lines(),
        truth.tries(),
        plan.carts(),
        truth.openMax(),
        plan.seed());
    out.println("to be found: " + reasons(truth.purchases()));
    boolean perfect = true;
    Set<String> digests = new HashSet<>();
    Path jar =
        OrderWorkloadPlugin.build(OrderWorkloadPlugin.example(), folder.resolve("orders.jar"));
    try (OrderWorkloadPlugin plugin = OrderWorkloadPlugin.open(jar)) {
      for (int shards : SHARDS) {
        OrderWorkloadRun.Result result =
            new OrderWorkloadRun(plugin.module()).run(log, shards, folder.resolve("failed.csv"));
        Score score = score(truth, result);
        digests.add(result.digest());
        perfect &= score.isPerfect();
        print(shards, score, result, out);
      }
    }
    out.println(digests.size() == 1 ? "the same events on all" : "EVENTS DIFFER BY SHARDS");
    return perfect && digests.size() == 1;
  }

  private static void print(
      int shards, Score score, OrderWorkloadRun.Result result, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%d shards: recall %.6f precision %.6f (%,d of %,d); to run again %,d of %,d, %,d listed; "
            + "%.2f s; retimed %d, evicted %d, forced %d, not parsed %d; SHA-256 %s%n",
        shards,
        score.recall(),
        score.precision(),
        score.right(),
        score.expected(),
        score.againRight(),
        score.againExpected(),
        score.againFound(),
        result.took().toNanos() / 1e9,
        result.summary().retimed(),
        result.summary().evicted(),
        result.summary().forced(),
        result.rejected(),
        result.digest().substring(0, 16));
    score.differences().forEach(d -> out.println("  " + d));
  }

  /** How many purchases there are by outcome and reason. */
  private static Map<String, Integer> reasons(List<OrderWorkloadPurchase> purchases) {
    Map<String, Integer> counts = new TreeMap<>();
    for (OrderWorkloadPurchase p : purchases) {
      counts.merge(p.outcome() + (p.reason() == null ? "" : " " + p.reason()), 1, Integer::sum);
    }
    return counts;
  }

  /** Compares what was found with the truth. */
  static Score score(OrderWorkloadLog.Truth truth, OrderWorkloadRun.Result result) {
    List<String> differences = new ArrayList<>();
    long right = common(truth.purchases(), result.purchases(), "", differences);
    List<OrderWorkloadPurchase> listed = new ArrayList<>();
    result.toRunAgain().forEach(id -> listed.add(Objects.requireNonNull(result.ids().get(id))));
    long againRight = common(truth.toRunAgain(), listed, "list of failures: ", differences);
    for (String number : List.of("completed", "failed", "timedOut")) {
      long expected =
          truth.purchases().stream()
              .filter(p -> p.outcome().name().replace("_", "").equalsIgnoreCase(number))
              .count();
      long told = result.numbers().getOrDefault(number, 0L);
      if (expected != told) {
        differences.add("statistics: " + number + " " + told + ", not " + expected);
      }
    }
    return new Score(
        truth.purchases().size(),
        result.purchases().size(),
        right,
        truth.toRunAgain().size(),
        listed.size(),
        againRight,
        differences);
  }

  private static long common(
      List<OrderWorkloadPurchase> expected,
      List<OrderWorkloadPurchase> found,
      String what,
      List<String> differences) {
    Map<OrderWorkloadPurchase, Integer> open = new HashMap<>();
    expected.forEach(p -> open.merge(p, 1, Integer::sum));
    long right = 0;
    int extra = 0;
    for (OrderWorkloadPurchase p : found) {
      Integer n = open.get(p);
      if (n != null) {
        right++;
        open.compute(p, (k, v) -> v == null || v == 1 ? null : v - 1);
      } else if (extra++ < SHOWN) {
        differences.add(what + "not in the truth: " + p);
      }
    }
    int missed = 0;
    for (OrderWorkloadPurchase p : open.keySet()) {
      if (missed++ < SHOWN) {
        differences.add(what + "not found: " + p);
      }
    }
    return right;
  }

  private static void writeTruth(OrderWorkloadLog.Truth truth, Path file) throws IOException {
    Map<OrderWorkloadPurchase, Integer> again = new HashMap<>();
    truth.toRunAgain().forEach(p -> again.merge(p, 1, Integer::sum));
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      for (OrderWorkloadPurchase p : truth.purchases()) {
        out.write(p.json(again.containsKey(p)));
        out.write('\n');
      }
    }
  }
}
