package dev.correlator.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A way to run the same scenario that must not change its events: not one of them, and nothing of
 * what they say. Those that are drawn by chance name their seed where they fail, and are the same
 * for the same seed. Immutable.
 */
public final class Variation {

  /**
   * One run.
   *
   * @param what how it differs, in words
   * @param sources the inputs
   * @param way how they are run
   * @param inPlace whether records stand where they stood
   */
  record Attempt(String what, List<ScenarioSource> sources, ScenarioRun.Way way, boolean inPlace) {}

  /** What attempts are made of. */
  record Ground(List<ScenarioSource> sources, List<ScenarioLines> lines, long holdNanos) {}

  /** Makes attempts. */
  private interface Maker {
    List<Attempt> attempts(Ground ground);
  }

  private final Maker maker;
  private final boolean rearranges;

  private Variation(boolean rearranges, Maker maker) {
    this.rearranges = rearranges;
    this.maker = maker;
  }

  List<Attempt> attempts(Ground ground) {
    return maker.attempts(ground);
  }

  /** Whether records get other places: promised where every record kept its own time. */
  boolean rearranges() {
    return rearranges;
  }

  /** Keys spread over so many shards, on one thread and on several, with other hash tables. */
  public static Variation shards(int... counts) {
    return new Variation(
        false,
        ground -> {
          List<Attempt> all = new ArrayList<>();
          for (int n : counts) {
            ScenarioRun.Way inline = new ScenarioRun.Way(n, 0, ScenarioRun.USUAL_BLOCKS, 0, n);
            ScenarioRun.Way threads =
                new ScenarioRun.Way(n, Math.min(n, 8), ScenarioRun.USUAL_BLOCKS, 0, -n);
            all.add(new Attempt(n + " shards, one thread", ground.sources(), inline, true));
            all.add(new Attempt(n + " shards, threads", ground.sources(), threads, true));
          }
          return all;
        });
  }

  /** Blocks of so many bytes, though never smaller than the longest record. */
  public static Variation blocks(int... bytes) {
    return new Variation(
        false,
        ground -> {
          List<Attempt> all = new ArrayList<>();
          for (int n : bytes) {
            ScenarioRun.Way way = new ScenarioRun.Way(1, 0, n, 0, n);
            all.add(new Attempt("blocks of " + n + " bytes", ground.sources(), way, true));
          }
          return all;
        });
  }

  /** So many threads that parse ahead. */
  public static Variation parsers(int... threads) {
    return new Variation(
        false,
        ground -> {
          List<Attempt> all = new ArrayList<>();
          for (int n : threads) {
            ScenarioRun.Way way = new ScenarioRun.Way(2, 2, ScenarioRun.USUAL_BLOCKS, n, n);
            all.add(new Attempt(n + " parsers", ground.sources(), way, true));
          }
          return all;
        });
  }

  /**
   * The sources named in another order.
   *
   * @param times how often
   * @param seed of the first; each further one has the next
   */
  public static Variation fileOrders(int times, long seed) {
    return drawn(
        times,
        seed,
        "files in another order",
        true,
        (ground, random) -> {
          List<ScenarioSource> mixed = new ArrayList<>(ground.sources());
          Collections.shuffle(mixed, random);
          return mixed;
        });
  }

  /**
   * Each source cut into several, named in any order.
   *
   * @param times how often
   * @param seed of the first; each further one has the next
   */
  public static Variation splits(int times, long seed) {
    return drawn(
        times,
        seed,
        "files cut into several",
        false,
        (ground, random) -> {
          List<ScenarioSource> parts = new ArrayList<>();
          for (int i = 0; i < ground.sources().size(); i++) {
            cut(ground.lines().get(i), ground.sources().get(i).name(), random, parts);
          }
          Collections.shuffle(parts, random);
          return parts;
        });
  }

  private static void cut(
      ScenarioLines source, String name, Random random, List<ScenarioSource> parts) {
    List<ScenarioLines.Line> lines = source.lines;
    int cuts = 1 + random.nextInt(4);
    int[] at = new int[cuts];
    for (int i = 0; i < cuts; i++) {
      at[i] = lines.isEmpty() ? 0 : random.nextInt(lines.size());
    }
    Arrays.sort(at);
    int from = 0;
    for (int to : at) {
      // Sources of one first time are ordered by their content: no cut inside an instant.
      if (to > from && lines.get(to).tau() > lines.get(from).tau()) {
        parts.add(source.source(part(name, parts), lines.subList(from, to)));
        from = to;
      }
    }
    parts.add(source.source(part(name, parts), lines.subList(from, lines.size())));
  }

  private static String part(String name, List<ScenarioSource> parts) {
    return name + "." + parts.size();
  }

  /**
   * The records of each source in another order of arrival: those of one host stay in theirs, those
   * of different hosts change places as far as the hold allows.
   *
   * @param times how often
   * @param seed of the first; each further one has the next
   */
  public static Variation arrivals(int times, long seed) {
    return drawn(
        times,
        seed,
        "records in another order of arrival",
        false,
        (ground, random) -> {
          List<ScenarioSource> mixed = new ArrayList<>();
          for (int i = 0; i < ground.sources().size(); i++) {
            ScenarioLines source = ground.lines().get(i);
            mixed.add(
                source.source(
                    ground.sources().get(i).name(),
                    arriving(source.lines, ground.holdNanos(), random)));
          }
          return mixed;
        });
  }

  /** Each host's records come late by a time of their own that is less than the hold. */
  private static List<ScenarioLines.Line> arriving(
      List<ScenarioLines.Line> lines, long holdNanos, Random random) {
    record Arrival(long time, ScenarioLines.Line line) {}
    Map<String, Long> last = new HashMap<>();
    List<Arrival> arrivals = new ArrayList<>();
    for (ScenarioLines.Line line : lines) {
      long late = holdNanos == 0 ? 0 : random.nextLong(holdNanos);
      long time = Math.max(line.tau() + late, last.getOrDefault(line.origin(), Long.MIN_VALUE));
      last.put(line.origin(), time);
      arrivals.add(new Arrival(time, line));
    }
    // Stable: what comes at one time, as a host's records in a row may, stays in order.
    arrivals.sort((a, b) -> Long.compare(a.time(), b.time()));
    return arrivals.stream().map(Arrival::line).toList();
  }

  /** Makes sources by chance. */
  private interface Drawing {
    List<ScenarioSource> sources(Ground ground, Random random);
  }

  private static Variation drawn(
      int times, long seed, String what, boolean inPlace, Drawing drawing) {
    return new Variation(
        !inPlace,
        ground -> {
          List<Attempt> all = new ArrayList<>();
          for (long s = seed; s < seed + times; s++) {
            List<ScenarioSource> sources = drawing.sources(ground, new Random(s));
            ScenarioRun.Way way =
                new ScenarioRun.Way(1 + Math.floorMod(s, 3), 0, ScenarioRun.USUAL_BLOCKS, 0, s);
            all.add(new Attempt(what + ", seed " + s, sources, way, inPlace));
          }
          return all;
        });
  }

  /** All of them: 1, 2, 3 and 8 shards, blocks of one record and of few, orders and cuts. */
  public static List<Variation> all() {
    return List.of(
        shards(1, 2, 3, 8),
        blocks(0, 700, 5_000),
        parsers(1, 2),
        fileOrders(3, 1),
        splits(5, 1),
        arrivals(5, 1));
  }
}
