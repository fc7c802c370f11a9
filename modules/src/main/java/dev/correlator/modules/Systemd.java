package dev.correlator.modules;

import static dev.correlator.api.KeyPart.HOST;
import static dev.correlator.api.Outcome.COMPLETED;
import static dev.correlator.api.Outcome.FAILED;

import dev.correlator.api.AuditEvent;
import dev.correlator.api.Calendar;
import dev.correlator.api.ErrorEvent;
import dev.correlator.api.EventType;
import dev.correlator.api.Fact;
import dev.correlator.api.Flow;
import dev.correlator.api.KeyPart;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Named;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.Setting;
import dev.correlator.api.Severity;
import dev.correlator.api.StatisticsEvent;
import dev.correlator.api.Step;
import dev.correlator.api.ThresholdFlow;
import dev.correlator.api.TransactionEvent;
import dev.correlator.api.TransactionFlow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What systemd, versions 219 to 257, says of its units: starts, stops and reloads with what came of
 * them, units that failed with the reason, and units that are restarted again and again.
 *
 * <p>A start is done when the unit runs; what happens to it later is a transaction of its own. Up
 * to version 248 some records name a unit by its description alone, others by its name: nothing in
 * the log says which are one, so that a start which fails is told of both.
 */
@Named(value = "systemd", description = "Units that start, stop, fail, or loop")
public final class Systemd implements LogicModule<Systemd.Config> {

  /** What belongs to a failure comes right behind the record that names it. */
  private static final Duration TRAIL = Duration.ofSeconds(1);

  /** Why a unit has failed, as systemd names results. */
  private static final List<String> RESULTS =
      List.of(
          "exit-code",
          "signal",
          "core-dump",
          "timeout",
          "oom-kill",
          "watchdog",
          "start-limit-hit",
          "start-limit",
          "resources",
          "protocol",
          "exec-condition");

  /** Up to version 228 without a colon. */
  private static final String UNIT = "{:{unit:word}: |{unit:word} }";

  /** For the service loader. */
  public Systemd() {}

  /** The settings. */
  public record Config(
      @Setting(
              doc = "The restart of a unit with this number inside the window raises the event",
              def = "5",
              min = 2,
              max = 10_000)
          int restartLimit,
      @Setting(doc = "Window of the count of restarts", def = "10m", min = 1)
          Duration restartWindow,
      @Setting(
              doc = "A start, stop or reload whose end is not seen is given up after so long",
              def = "1d",
              min = 1)
          Duration maxJobTime) {}

  /**
   * A unit was started, stopped or reloaded, or has failed.
   *
   * @param unit its name; its description where a record of an older version has nothing else
   * @param code how its process ended: {@code exited}, {@code killed}, {@code dumped}
   * @param status the exit code or signal, as in {@code 203/EXEC}
   */
  @EventType(
      title = "Units",
      summary = "{unit}: {outcome} ({reason}), {code} {status}",
      columns = {"unit", "code", "status"})
  public record Unit(
      @Nullable String unit,
      @Nullable String description,
      @Nullable String code,
      @Nullable String status)
      implements TransactionEvent {}

  /** A unit is restarted too often in too short a time: once until there is silence for as long. */
  @EventType(
      severity = Severity.ERROR,
      title = "Units in a loop",
      summary = "{unit} on {host}: {count} restarts since {first}",
      worst = "count")
  public record RestartLoop(String host, String unit, int count, Instant first)
      implements AuditEvent {}

  /** Systemd does not restart a unit any more. */
  @EventType(title = "Units given up", summary = "{unit} on {host} is not restarted any more")
  public record GivenUp(String host, @Nullable String unit) implements ErrorEvent {}

  /**
   * The numbers of a day.
   *
   * @param failures of units
   * @param restarts that systemd did by itself
   * @param givenUp units that are not restarted any more
   */
  public record Daily(long failures, long restarts, long givenUp) implements StatisticsEvent {}

  /** A unit is restarted. */
  record Restart(String host, @Nullable String unit) implements Fact {}

  @Override
  public void define(Flow flow, Config c) {
    TransactionFlow unit =
        flow.transaction("unit", Select.app("systemd"), Unit.class)
            .key(HOST, KeyPart.of("unit"))
            .total(c.maxJobTime())
            .trail(TRAIL);
    leads(unit);
    failures(unit);
    jobs(unit);
    restarts(flow, c);
    flow.statistics(Daily.class, Calendar.daily());
  }

  /** What comes in front of the record that says that a unit has failed, and does not say it. */
  private static void leads(TransactionFlow unit) {
    String ended = " process exited, code={code:key}{?,} status={status}";
    unit.lead(Pattern.of("{unit:word}: {part:word}" + ended))
        .lead(
            Pattern.of("{unit:word}: {:Start r|start r}equest repeated too quickly{*}"),
            s -> s.reason("restarted too often"))
        .lead(
            Pattern.of("start request repeated too quickly for {unit:word}"),
            s -> s.reason("restarted too often"))
        .lead(
            Pattern.of(
                UNIT
                    + "{:{what:word} operation|State '{state:word}'|Stopping|stopping}"
                    + " timed out{*}"),
            s -> s.reasonIfNone("timeout"))
        .lead(Pattern.of(UNIT + "{:W|w}atchdog timeout{*}"), s -> s.reasonIfNone("watchdog"))
        .lead(
            Pattern.of("{unit:word}: A process of this unit has been killed by the OOM killer.{*}"),
            s -> s.reasonIfNone("oom-kill"))
        .lead(Pattern.of("{unit:word}: Unit entered failed state."))
        .lead(Pattern.of("{unit:word}: {:Failed at step|Failed to locate executable} {*}"));
  }

  private static void failures(TransactionFlow unit) {
    Consumer<Step> failure = s -> s.tally("failures");
    for (String result : RESULTS) {
      unit.openAndEnd(
          FAILED, result, Pattern.of("{unit:word}: Failed with result '" + result + "'."), failure);
    }
    unit.openAndEnd(
            FAILED, "failed", Pattern.of("{unit:word}: Failed with result '{result}'."), failure)
        .openAndEnd(FAILED, "failed", Pattern.of("Unit {unit:word} entered failed state."), failure)
        .step(Pattern.of("{unit:word} failed."))
        .step(Pattern.of("{unit:word}: Job {job:word} failed with result '{result}'."))
        .step(Pattern.of("{unit:word}: {:Killing|Sent signal|Unit process} {*}"))
        .step(Pattern.of("{unit:word}: {:Succeeded.|Deactivated successfully.}"))
        .step(Pattern.of("{unit:word}: Consumed {*}"));
    named(
        unit,
        "Dependency failed for ",
        ".",
        (u, p) -> u.openAndEnd(FAILED, "dependency", p, failure));
    named(unit, "Reload failed for ", ".", (u, p) -> u.openAndEnd(FAILED, "reload failed", p));
    for (String verb :
        List.of("start", "mount", "listen on", "activate swap", "set up automount")) {
      named(unit, "Failed to " + verb + " ", ".", (u, p) -> u.endIfOpen(FAILED, "not started", p));
    }
  }

  private static void jobs(TransactionFlow unit) {
    for (String verb :
        List.of("Starting ", "Stopping ", "Reloading ", "Mounting ", "Unmounting ")) {
      named(unit, verb, "...", (u, p) -> u.open(p));
    }
    done(unit, "Started ", "started");
    done(unit, "Finished ", "finished");
    done(unit, "Reloaded ", "reloaded");
    done(unit, "Mounted ", "mounted");
    // Without a stop of its own it is a part of a restart, or of the end of something else.
    named(unit, "Stopped ", ".", (u, p) -> u.endIfOpen(COMPLETED, "stopped", p));
    named(unit, "Unmounted ", ".", (u, p) -> u.endIfOpen(COMPLETED, "unmounted", p));
    unit.openAndEnd(
            COMPLETED, "skipped", Pattern.of("{unit:word} - {description} was skipped because {*}"))
        .openAndEnd(
            COMPLETED, "skipped", Pattern.of("Condition check resulted in {unit} being skipped."));
  }

  private static void done(TransactionFlow unit, String verb, String reason) {
    named(unit, verb, ".", (u, p) -> u.openAndEnd(COMPLETED, reason, p));
  }

  /** Adds a rule for a form. */
  private interface Rule {
    void add(TransactionFlow unit, Pattern pattern);
  }

  /** A record that names a unit: by name and description, by name, or by description. */
  private static void named(TransactionFlow unit, String before, String behind, Rule rule) {
    rule.add(unit, Pattern.of(before + "{unit:word} - {description}" + behind));
    rule.add(unit, Pattern.of(before + "{unit}" + behind));
  }

  private static void restarts(Flow flow, Config c) {
    flow.each("restart", Select.app("systemd"))
        .on(
            Pattern.of(
                UNIT
                    + "{:Scheduled restart job|{?Service }{:hold-off|holdoff} time over,"
                    + " scheduling restart|Service RestartSec={delay:word} expired, scheduling"
                    + " restart}{*}"),
            Restart.class,
            (restart, record, context) -> {
              context.count("restarts");
              context.tell(restart);
            })
        .on(
            Pattern.of(
                "{:{unit:word}: {:Start r|start r}equest repeated too quickly{?.}|start request"
                    + " repeated too quickly for {unit:word}}"),
            GivenUp.class,
            (givenUp, record, context) -> {
              context.count("givenUp");
              context.emit(givenUp);
            });
    flow.threshold("loop", RestartLoop.class)
        .of(Restart.class)
        .key("host", "unit")
        .count(c.restartLimit(), c.restartWindow())
        .rearm(ThresholdFlow.Rearm.QUIET);
  }
}
