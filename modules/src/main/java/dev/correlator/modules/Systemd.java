package dev.correlator.modules;

import static dev.correlator.api.KeyPart.HOST;
import static dev.correlator.api.Outcome.COMPLETED;
import static dev.correlator.api.Outcome.FAILED;

import dev.correlator.api.AuditEvent;
import dev.correlator.api.Calendar;
import dev.correlator.api.ErrorEvent;
import dev.correlator.api.EventType;
import dev.correlator.api.Fact;
import dev.correlator.api.Field;
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
 * the text says which are one, so that a start which fails is told of both. A journal has fields
 * that say it. The units of each manager, known by its process id, are its own.
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

  /** Up to version 228 without the unit in front. */
  private static final String JOB = "{:{unit:word}: Job {job:word}|Job {unit:word}/{type:word}} ";

  /** In which a journal names the unit of a record: the system manager's, and user managers'. */
  private static final List<String> FIELDS = List.of("UNIT", "USER_UNIT");

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

  /** A unit is restarted, by the manager of this process id. */
  record Restart(String host, @Nullable String unit, @Nullable String procId) implements Fact {}

  @Override
  public void define(Flow flow, Config c) {
    TransactionFlow unit =
        flow.transaction("unit", Select.app("systemd"), Unit.class)
            .key(HOST, KeyPart.of("unit"), KeyPart.ifAny(Field.PROC_ID))
            .total(c.maxJobTime())
            .trail(TRAIL);
    // The manager's own: of no unit, though it may read like one.
    unit.step(
        Pattern.of("{:Reload|Reloading|Reexecute|Reexecuting|Reexecution} requested from {*}"),
        s -> s.key(HOST));
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
        .lead(Pattern.of(JOB + "timed out."), s -> s.reasonIfNone("timeout"))
        // Said by the unit's own process, as a rule: no part of what the manager says.
        .step(Pattern.of("{unit:word}: {:Failed at step|Failed to locate executable} {*}"));
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
        .openAndEnd(FAILED, "timeout", Pattern.of(JOB + "failed with result 'timeout'."), failure)
        .step(Pattern.of(JOB + "failed with result '{result}'."))
        .step(Pattern.of("{unit:word}: {:Killing|Sent signal|Unit process} {*}"))
        .step(Pattern.of("{unit:word}: {:Succeeded.|Deactivated successfully.}"))
        .step(Pattern.of("{unit:word}: Consumed {*}"));
    named(
        unit,
        "Dependency failed for ",
        ".",
        (u, p, n) -> u.openAndEnd(FAILED, "dependency", p, failure));
    named(unit, "Reload failed for ", ".", (u, p, n) -> u.openAndEnd(FAILED, "reload failed", p));
    for (String verb :
        List.of("start", "mount", "listen on", "activate swap", "set up automount")) {
      named(unit, "Failed to " + verb + " ", ".", Systemd::notStarted);
    }
    for (String verb :
        List.of(
            "waiting for device", "starting", "stopping", "reloading", "mounting", "unmounting")) {
      // The record of the job follows. It names the unit alone: what a description opened ends
      // here.
      named(
          unit,
          "Timed out " + verb + " ",
          ".",
          (u, p, n) -> {
            if (n) {
              u.lead(p, s -> s.reasonIfNone("timeout"));
            } else {
              u.endIfOpen(FAILED, "timeout", p);
            }
          });
    }
  }

  /**
   * By name, what says why comes right before it, or up to version 228 right behind it: it is
   * waited for. By description nothing of it is known.
   */
  private static void notStarted(TransactionFlow unit, Pattern pattern, boolean isByName) {
    if (isByName) {
      unit.step(pattern, s -> s.total(TRAIL, FAILED, "not started"));
    } else {
      unit.endIfOpen(FAILED, "not started", pattern);
    }
  }

  private static void jobs(TransactionFlow unit) {
    for (String verb : List.of("Starting ", "Mounting ")) {
      named(unit, verb, "...", (u, p, n) -> start(u, p, n));
    }
    for (String verb : List.of("Stopping ", "Reloading ", "Unmounting ")) {
      named(unit, verb, "...", (u, p, n) -> u.open(p));
    }
    done(unit, "Started ", "started");
    done(unit, "Finished ", "finished");
    done(unit, "Reloaded ", "reloaded");
    done(unit, "Mounted ", "mounted");
    // Without a stop of its own it is a part of a restart, or of the end of something else.
    named(unit, "Stopped ", ".", (u, p, n) -> u.endIfOpen(COMPLETED, "stopped", p));
    named(unit, "Unmounted ", ".", (u, p, n) -> u.endIfOpen(COMPLETED, "unmounted", p));
    Rule skipped = (u, p, n) -> u.openAndEnd(COMPLETED, "skipped", p);
    named(unit, "", " was skipped because {*}", skipped);
    named(unit, "Condition check resulted in ", " being skipped.", skipped);
  }

  /**
   * One unit is started once at a time: where its last start has not ended, the machine or its
   * manager has gone down in the middle. Units that share a description may start side by side.
   */
  private static void start(TransactionFlow unit, Pattern pattern, boolean isByName) {
    if (isByName) {
      unit.start(pattern);
    } else {
      unit.open(pattern);
    }
  }

  private static void done(TransactionFlow unit, String verb, String reason) {
    named(unit, verb, ".", (u, p, n) -> u.openAndEnd(COMPLETED, reason, p));
  }

  /** Adds a rule for a form, which has the unit's name, or what may be its description alone. */
  private interface Rule {
    void add(TransactionFlow unit, Pattern pattern, boolean isByName);
  }

  /**
   * A record that names a unit: by name and description, by name, or by description. In a journal
   * it has a field with the name beside.
   */
  private static void named(TransactionFlow unit, String before, String behind, Rule rule) {
    for (String field : FIELDS) {
      for (String text : List.of("{name:word} - {description}", "{description}")) {
        rule.add(unit, Pattern.of(before + text + behind).with(field, "{unit}"), true);
      }
    }
    rule.add(unit, Pattern.of(before + "{unit:word} - {description}" + behind), true);
    rule.add(unit, Pattern.of(before + "{unit}" + behind), false);
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
              boolean hasId = restart.procId() != null;
              context.tell(hasId ? restart : new Restart(restart.host(), restart.unit(), ""));
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
        .key("host", "unit", "procId")
        .count(c.restartLimit(), c.restartWindow())
        .rearm(ThresholdFlow.Rearm.QUIET);
  }
}
