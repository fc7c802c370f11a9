package dev.correlator.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run did, for one application: where several ran together, what is of all records is the
 * same for each.
 *
 * @param records records parsed, repeated ones as often as they say
 * @param truncated of these, records of which something is known to be missing
 * @param repeatsLeftOut repetitions that a record states beyond those that are counted
 * @param unreached records parsed ahead when the run was stopped, which the logic never saw
 * @param used records that became part of a transaction, or were taken by themselves
 * @param orphans records that belong to a transaction but came when none was open
 * @param failed records at which a module's code ended in an exception, and that nothing else used
 * @param withoutKey matches that lack a part of the key
 * @param evicted keys given up because a cap was reached
 * @param failures calls of modules' code that ended in an exception
 * @param forced how many times the watermark was forced on because too much waited
 * @param retimed matched records that came too late for their time, of all applications
 * @param first the first effective time, null where there was no record
 * @param last the last
 * @param hosts the hosts that records name, at most 100,000, sorted
 * @param apps the records by application, most first; at most 10,000 applications
 * @param severities the records by severity, 0 to 7; behind them those without
 * @param leftOut records that would have done more if a setting had one more choice
 * @param gaps the longest times without a record, at most 3, longest first: such as last a minute
 *     or more, and at least twice as long as the tenth longest, of fewer the shortest
 */
public record EngineSummary(
    long records,
    long truncated,
    long repeatsLeftOut,
    long unreached,
    long used,
    long orphans,
    long failed,
    long withoutKey,
    long evicted,
    long failures,
    long forced,
    long retimed,
    @Nullable Instant first,
    @Nullable Instant last,
    List<String> hosts,
    List<App> apps,
    List<Long> severities,
    List<LeftOut> leftOut,
    List<Gap> gaps) {

  /**
   * Records of a module's transactions that a setting leaves out of something.
   *
   * @param module the instance's name
   * @param setting the component of its configuration
   * @param choice what the setting lacks
   * @param records how many there were of it, more than 0
   */
  public record LeftOut(String module, String setting, Enum<?> choice, long records) {}

  /**
   * A time without a record.
   *
   * @param from the record before
   * @param to the record behind
   */
  public record Gap(Instant from, Instant to) {

    /** How long it is. */
    public Duration length() {
      return Duration.between(from, to);
    }
  }

  /**
   * The records of one application.
   *
   * @param name its name, empty for records without one
   * @param records how many
   * @param unmatched how many of those no pattern matched; all where nothing selects them
   * @param selected whether some stage selects them
   */
  public record App(String name, long records, long unmatched, boolean selected) {}

  static EngineSummary of(Engine engine, int part, List<Shard> shards, List<BlockWriter> writers) {
    Counts sum = new Counts();
    for (Shard s : shards) {
      Counts here = s.counts[part];
      sum.withoutKey += here.withoutKey;
      sum.evicted += here.evicted;
      sum.failures += here.failures;
    }
    boolean any = engine.lastTau() != Long.MIN_VALUE;
    List<String> hosts = new ArrayList<>();
    engine.origins.all().stream()
        .filter(o -> o.isHost)
        .forEach(o -> hosts.add(Bytes.text(o.name, 0, o.name.length)));
    hosts.sort(null);
    List<App> apps = apps(part, writers);
    long truncated = 0;
    long repeatsLeftOut = 0;
    long[] severities = new long[BlockWriter.NO_SEVERITY + 1];
    for (BlockWriter w : writers) {
      truncated += w.truncated();
      repeatsLeftOut += w.repeatsLeftOut();
      for (int i = 0; i < severities.length; i++) {
        severities[i] += w.severities()[i];
      }
    }
    long records = Arrays.stream(severities).sum();
    return new EngineSummary(
        records,
        truncated,
        repeatsLeftOut,
        records - engine.reached(),
        engine.usedRecords(part),
        engine.orphans(part),
        engine.failedRecords(part),
        sum.withoutKey,
        sum.evicted,
        sum.failures,
        engine.forced(),
        engine.retimed(),
        any ? Times.instant(engine.firstTau()) : null,
        any ? Times.instant(engine.lastTau()) : null,
        hosts,
        apps,
        Arrays.stream(severities).boxed().toList(),
        leftOut(part, shards),
        engine.gaps());
  }

  private static List<LeftOut> leftOut(int part, List<Shard> shards) {
    List<LeftOut> all = new ArrayList<>();
    for (ModuleSpec module : shards.get(0).counts[part].leftOut.keySet()) {
      for (int i = 0; i < module.leftOut.size(); i++) {
        long records = 0;
        for (Shard s : shards) {
          records += s.counts[part].leftOut(module)[i];
        }
        if (records > 0) {
          ModuleSpec.LeftOut what = module.leftOut.get(i);
          all.add(new LeftOut(module.name, what.setting(), what.choice(), records));
        }
      }
    }
    all.sort(EngineSummary::byModuleAndSetting);
    return all;
  }

  // No comparators of comparators, here and below: the JVM would make them anew in each start.

  private static int byModuleAndSetting(LeftOut one, LeftOut other) {
    int c = one.module().compareTo(other.module());
    c = c != 0 ? c : one.setting().compareTo(other.setting());
    return c != 0 ? c : one.choice().ordinal() - other.choice().ordinal();
  }

  private static List<App> apps(int part, List<BlockWriter> writers) {
    Map<String, App> byName = new HashMap<>();
    for (BlockWriter w : writers) {
      for (BlockWriter.AppRoute r : w.routes()) {
        App here =
            new App(
                Bytes.text(r.name, 0, r.name.length),
                r.records,
                r.records - r.matched[part],
                r.selects(part));
        byName.merge(
            here.name(),
            here,
            (a, b) ->
                new App(
                    a.name(),
                    a.records() + b.records(),
                    a.unmatched() + b.unmatched(),
                    a.selected() || b.selected()));
      }
    }
    List<App> apps = new ArrayList<>(byName.values());
    apps.sort(EngineSummary::mostRecordsFirst);
    return apps;
  }

  private static int mostRecordsFirst(App one, App other) {
    int c = Long.compare(other.records(), one.records());
    return c != 0 ? c : one.name().compareTo(other.name());
  }
}
