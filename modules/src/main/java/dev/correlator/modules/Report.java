package dev.correlator.modules;

import dev.correlator.api.AuditEvent;
import dev.correlator.api.Calendar;
import dev.correlator.api.Context;
import dev.correlator.api.EventType;
import dev.correlator.api.Fact;
import dev.correlator.api.Flow;
import dev.correlator.api.LogRecord;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Named;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.Select;
import dev.correlator.api.Setting;
import dev.correlator.api.Severity;
import dev.correlator.api.State;
import dev.correlator.api.StatisticsEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A notice for every record, and how many there were of each program, host and severity. */
@Named(
    value = "report",
    description = "A notice for every record; records by program, host and severity")
public final class Report implements LogicModule<Report.Config> {

  private static final Calendar DAILY = Calendar.daily();

  /** A day has at most 25 hours: by then the next one has begun, and this one is told. */
  private static final Duration OVER = Duration.ofHours(26);

  /** For the service loader. */
  public Report() {}

  /** The settings. */
  public record Config(
      @Setting(doc = "Programs whose records are reported; none named: all", def = "")
          List<String> programs,
      @Setting(doc = "Whether each record gets a notice, or is only counted", def = "true")
          boolean notices) {}

  /**
   * A record.
   *
   * @param level the record's severity; null where it has none
   */
  @EventType(title = "Records", summary = "{host} {app}[{procId}] {level}: {text}")
  public record Notice(
      String host,
      @Nullable String app,
      @Nullable String procId,
      @Nullable Severity level,
      String text)
      implements NoticeEvent {}

  /**
   * The records of a program on one day.
   *
   * @param program empty for records that name none
   * @param warnings of severity warning
   * @param errors of severity error, or worse
   */
  @EventType(
      title = "Programs",
      summary = "{program}: {records record}, {warnings warning}, {errors error}",
      worst = "records",
      columns = {"program", "day", "records", "warnings", "errors", "last"})
  public record ProgramDay(
      String program,
      Instant day,
      long records,
      long warnings,
      long errors,
      @Nullable Instant first,
      @Nullable Instant last)
      implements AuditEvent {}

  /** The records of a host on one day: as those of a program. */
  @EventType(
      title = "Hosts",
      summary = "{host}: {records record}, {warnings warning}, {errors error}",
      worst = "records",
      columns = {"host", "day", "records", "warnings", "errors", "last"})
  public record HostDay(
      String host,
      Instant day,
      long records,
      long warnings,
      long errors,
      @Nullable Instant first,
      @Nullable Instant last)
      implements AuditEvent {}

  /**
   * The numbers of a day.
   *
   * @param critical of severity critical, alert or emergency
   * @param unranked without a severity
   * @param programs how many different ones
   * @param hosts how many different ones
   */
  public record Daily(
      long records,
      long critical,
      long errors,
      long warnings,
      long notices,
      long infos,
      long debugs,
      long unranked,
      int programs,
      int hosts)
      implements StatisticsEvent {}

  /** A record, for the counts; the severity's code, or -1. */
  record Seen(String host, String program, int severity) implements Fact {}

  @Override
  public void define(Flow flow, Config c) {
    Select select =
        c.programs().isEmpty() ? Select.all() : Select.app(c.programs().toArray(new String[0]));
    flow.each("record", select).on((record, context) -> take(record, context, c));
    flow.stage("programs", OfProgram::new)
        .key("program")
        .on(Seen.class, OfProgram::seen)
        .onTimer("over", OfProgram::tell)
        .idle(Duration.ofDays(2), OfProgram::tell)
        .atEnd(OfProgram::tell);
    flow.stage("hosts", OfHost::new)
        .key("host")
        .on(Seen.class, OfHost::seen)
        .onTimer("over", OfHost::tell)
        .idle(Duration.ofDays(2), OfHost::tell)
        .atEnd(OfHost::tell);
    flow.statistics(Daily.class, DAILY);
  }

  private static void take(LogRecord r, Context context, Config c) {
    Severity severity = r.severity();
    String host = r.host(); // each call makes a text
    String app = r.app();
    String program = app == null ? "" : app;
    int code = severity == null ? -1 : severity.code();
    context.count("records");
    context.count(metric(code));
    context.tell(new Seen(host, program, code));
    if (c.notices()) {
      context.emit(new Notice(host, app, r.procId(), severity, r.text()));
    }
  }

  /** By the severity's code. */
  private static String metric(int code) {
    return switch (code) {
      case 0, 1, 2 -> "critical";
      case 3 -> "errors";
      case 4 -> "warnings";
      case 5 -> "notices";
      case 6 -> "infos";
      case 7 -> "debugs";
      default -> "unranked";
    };
  }

  /** What was counted on one day, and told when the next one begins. */
  abstract static class OfDay extends State {
    @Nullable Instant day;
    long records;
    long warnings;
    long errors;
    @Nullable Instant first;
    @Nullable Instant last;

    final void count(Seen s, Context c) {
      Instant present = c.period(DAILY);
      if (!present.equals(day)) {
        told(c);
        day = present;
        first = c.time();
        c.at("over", present.plus(OVER));
        c.distinct(kind(), c.key().get(0)); // once a day is enough: it is a set
      }
      last = c.time();
      records++;
      warnings += s.severity() == Severity.WARNING.code() ? 1 : 0;
      errors += s.severity() >= 0 && s.severity() <= Severity.ERROR.code() ? 1 : 0;
    }

    final void told(Context c) {
      Instant of = day;
      if (of != null && records > 0) {
        tell(of, c);
      }
      day = null;
      records = 0;
      warnings = 0;
      errors = 0;
    }

    /** What the keys are: the metric that counts the different ones. */
    abstract String kind();

    abstract void tell(Instant of, Context c);
  }

  /** The days of a program. */
  static final class OfProgram extends OfDay {
    static void seen(Seen s, OfProgram p, Context c) {
      p.count(s, c);
    }

    static void tell(OfProgram p, Context c) {
      p.told(c);
    }

    @Override
    String kind() {
      return "programs";
    }

    @Override
    void tell(Instant of, Context c) {
      c.emit(new ProgramDay(c.key().get(0), of, records, warnings, errors, first, last));
    }
  }

  /** The days of a host. */
  static final class OfHost extends OfDay {
    static void seen(Seen s, OfHost h, Context c) {
      h.count(s, c);
    }

    static void tell(OfHost h, Context c) {
      h.told(c);
    }

    @Override
    String kind() {
      return "hosts";
    }

    @Override
    void tell(Instant of, Context c) {
      c.emit(new HostDay(c.key().get(0), of, records, warnings, errors, first, last));
    }
  }
}
