package dev.correlator.app;

import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.EventType;
import dev.correlator.api.Evidence;
import dev.correlator.api.Outcome;
import dev.correlator.api.RecordRef;
import dev.correlator.api.Severity;
import dev.correlator.core.CodePlace;
import dev.correlator.core.EngineSummary;
import dev.correlator.core.ModuleFailure;
import dev.correlator.core.YearRule;
import dev.correlator.delivery.FailedList;
import dev.correlator.delivery.HandlerReport;
import dev.correlator.delivery.HandlerState;
import dev.correlator.intake.LogSource;
import dev.correlator.intake.Rejects;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The report for people. */
final class TableReport implements Reports {

  /** Digits of an id that are shown: enough to tell some ten thousand apart. */
  static final int ID_DIGITS = 8;

  /** Programs that are named among the ignored records. */
  private static final int APPS_SHOWN = 4;

  /** Hosts that are named. */
  private static final int HOSTS_SHOWN = 3;

  /** Reasons that are named for which events did not get through a handler. */
  private static final int LOSSES_SHOWN = 3;

  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);

  private final PrintWriter out;
  private ZoneId zone = ZoneOffset.UTC;

  TableReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void print(List<RunResult> results, RunRequest request) {
    zone = request.configuration().system().record().timezone();
    List<Reading> readings = Reading.of(results.stream().map(RunResult::application).toList());
    if (readings.size() > 1) {
      out.println(
          "READ %d times, as 'inputs: files' differs: %s"
              .formatted(readings.size(), Printable.line(Reading.words(readings))));
    }
    for (RunResult r : results) {
      if (results.size() > 1) {
        out.println("=== " + r.application().name() + ": " + r.application().description());
      }
      print(r, request);
    }
  }

  private void print(RunResult r, RunRequest request) {
    inputs(r);
    if (r.summary().used() > 0 || request.chosen()) {
      KindNames names = new KindNames(r.findings());
      transactions(r.findings(), names);
      failed(r, request, names);
      ranked(r.findings(), names);
      periods(r.findings(), names);
    } else {
      new UnknownRecords(out, zone).print(r, request);
    }
    records(r, request);
    String truncated = truncated(r);
    if (truncated != null) {
      out.println("TRUNCATED " + truncated);
    }
    exact(r);
    LeftOut.of(r).forEach(line -> out.println("NOTE    " + line));
    page(r, request);
    handlers(r);
    troubles(r).forEach(out::println);
    next(r, request);
  }

  private void page(RunResult r, RunRequest request) {
    PageSummary page = r.page();
    if (page != null && page.error() == null) {
      out.println(
          "PAGE    " + Printable.line(request.html() + ": ") + String.join("; ", page.words()));
    }
  }

  static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private String full(Instant t) {
    return FULL.format(t.atZone(zone));
  }

  private String shortTime(Instant t) {
    return SHORT.format(t.atZone(zone));
  }

  private void inputs(RunResult r) {
    for (LogSource s : r.sources()) {
      out.println(Printable.line(s.name()) + ": " + format(s));
    }
    r.notes().forEach(n -> out.println(Printable.line(n)));
    EngineSummary s = r.summary();
    Instant first = s.first();
    Instant last = s.last();
    String where = zone.equals(ZoneOffset.UTC) || zone.getId().equals("UTC") ? "" : " " + zone;
    String span =
        first == null || last == null ? "" : ", " + full(first) + " to " + full(last) + where;
    out.println(
        number(s.records())
            + " records, "
            + hosts(s.hosts())
            + span
            + ", read in "
            + String.format(Locale.ROOT, "%.1f s", r.took().toMillis() / 1000.0));
    if (r.stopped()) {
      out.println("STOPPED before the end of the input: this is what was found until then");
    }
  }

  /** What was found out about a source. */
  static String format(LogSource s) {
    List<String> said = new ArrayList<>();
    said.add(
        s.isEmpty() ? "empty" : s.formatKnown() ? s.formatName() + " format" : "no known format");
    if (s.isOctetCounted()) {
      said.add("octet-counted");
    }
    if (s.trailer() != null) {
      said.add("records end with " + s.trailer());
    }
    if (s.isCompressed()) {
      said.add("gzip");
    }
    if (s.stamper().firstYear() != 0) {
      said.add(
          "no year: "
              + s.stamper().firstYear()
              + " "
              + s.stamper().yearSource().text()
              + " (--year)");
    }
    if (s.stamper().firstDay() != null) {
      YearRule.Source from = s.stamper().yearSource();
      said.add(
          "no day: "
              + s.stamper().firstDay()
              + (from == YearRule.Source.STATED ? "" : " " + from.text()));
    }
    withoutTime(s, said);
    if (s.stamper().zoneAssumed()) {
      said.add("no zone: UTC assumed (--zone)");
    }
    return String.join("; ", said);
  }

  /** Records that say no time, or one of an unknown form, are none the less: so it is said. */
  private static void withoutTime(LogSource s, List<String> said) {
    long assumed = s.stamper().assumedTimes();
    if (assumed == 0) {
      return;
    }
    if (assumed == s.stamper().records()) {
      YearRule.Source from = s.stamper().yearSource();
      said.add(
          "no time that can be read"
              + (from == YearRule.Source.STATED ? "" : ": all " + from.text()));
    } else {
      said.add(
          number(assumed)
              + (assumed == 1 ? " record" : " records")
              + " without a time that can be read: as the one before");
    }
  }

  static String hosts(List<String> hosts) {
    if (hosts.isEmpty()) {
      return "no host";
    }
    List<String> named =
        hosts.subList(0, Math.min(HOSTS_SHOWN, hosts.size())).stream()
            .map(Printable::text)
            .toList();
    String more =
        hosts.size() > HOSTS_SHOWN ? " and " + number(hosts.size() - HOSTS_SHOWN) + " more" : "";
    return (hosts.size() == 1 ? "host " : "hosts ") + String.join(", ", named) + more;
  }

  static String words(Outcome o) {
    return o.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void transactions(Findings f, KindNames names) {
    TextTable table = new TextTable("llrrrl");
    table.heading("TRANSACTIONS", "", "count", "median", "longest");
    long total = 0;
    String said = "";
    if (f.endings().isEmpty() && !f.ranked().isEmpty()) {
      return;
    }
    String kind = "";
    for (Map.Entry<Findings.Ending, Durations> e : f.endings()) {
      Findings.Ending k = e.getKey();
      Durations d = e.getValue();
      total += d.count();
      String of = names.ofKind(k.system(), k.stage());
      if (!of.equals(kind)) {
        kind = of;
        table.row(of);
      }
      String where = k.system() + "/" + k.stage() + "/" + k.outcome();
      String reason = k.reason() == null ? "" : k.reason();
      table.row(
          where.equals(said) ? "" : words(k.outcome()),
          reason,
          number(d.count()),
          Durations.text(d.median()),
          Durations.text(d.longest()),
          k.outcome() == Outcome.OPEN_AT_END
              ? "not failed: the input ends before their deadline"
              : "");
      said = where;
    }
    table.row("total", "", number(total));
    table.print(out);
  }

  private void failed(RunResult r, RunRequest request, KindNames names) {
    Findings f = r.findings();
    if (f.failed() == 0) {
      return;
    }
    List<EventEnvelope<?>> shown = f.newestFailed();
    String all = request.failed() == null ? "all: --failed failed.csv" : "all: " + request.failed();
    // Kinds have columns of their own: a table for each.
    Map<Findings.Kind, List<EventEnvelope<?>>> kinds = new LinkedHashMap<>();
    shown.forEach(
        e -> kinds.computeIfAbsent(Findings.Kind.of(e), unseen -> new ArrayList<>()).add(e));
    String newest =
        kinds.size() > 1 || shown.size() == f.failed()
            ? "FAILED " + number(f.failed())
            : "FAILED, newest " + shown.size() + " of " + number(f.failed());
    out.println(newest + "    " + Printable.line(all));
    FailedList.Counts c = r.failedList();
    if (c != null && c.laterCompleted() > 0) {
      out.println(
          "  "
              + number(c.laterCompleted())
              + " of them were completed by a later try: "
              + number(c.toRunAgain())
              + " to run again");
    }
    kinds.forEach((kind, events) -> {
      if (kinds.size() > 1) {
        out.println(
            "  %s: newest %d of %s"
                .formatted(
                    names.ofKind(kind.system(), kind.stage()),
                    events.size(),
                    number(f.failed(kind))));
      }
      failed(kind.type(), events);
    });
  }

  private void failed(Class<? extends Event> type, List<EventEnvelope<?>> events) {
    List<String> columns = columns(type, events);
    String[] head = headings(true, columns, "REASON", "LINES");
    TextTable table = new TextTable("l".repeat(head.length));
    table.row(head);
    for (EventEnvelope<?> e : events) {
      String reason = e.reason() == null ? words(outcome(e)) : e.reason();
      table.row(cells(e, true, columns, reason, lines(e)));
    }
    table.print(out);
  }

  private static Outcome outcome(EventEnvelope<?> e) {
    Outcome o = e.outcome();
    return o == null ? Outcome.COMPLETED : o;
  }

  /** The components to show: those that the type names, else all that have a value somewhere. */
  private static List<String> columns(Class<? extends Event> type, List<EventEnvelope<?>> events) {
    EventType t = type.getAnnotation(EventType.class);
    if (t != null && t.columns().length > 0) {
      return Arrays.asList(t.columns());
    }
    List<String> columns = new ArrayList<>();
    for (EventEnvelope<?> e : events) {
      if (e.type() == type) {
        for (Map.Entry<String, @Nullable Object> v : e.fields().entrySet()) {
          if (v.getValue() != null && !columns.contains(v.getKey())) {
            columns.add(v.getKey());
          }
        }
      }
    }
    return columns;
  }

  /**
   * Whether the columns say from when to when: when an event of that was raised, at the end of the
   * input as a rule, is then of no use.
   */
  private static boolean saysWhen(Class<? extends Event> type, List<String> columns) {
    return columns.containsAll(List.of("first", "last"))
        && Arrays.stream(type.getRecordComponents())
            .filter(c -> c.getName().equals("first") || c.getName().equals("last"))
            .allMatch(c -> c.getType() == Instant.class);
  }

  private static String[] headings(boolean timed, List<String> columns, String... behind) {
    List<String> row = new ArrayList<>(timed ? List.of("ID", "TIME") : List.of("ID"));
    columns.forEach(c -> row.add(heading(c)));
    row.addAll(Arrays.asList(behind));
    return row.toArray(new String[0]);
  }

  /** {@code logInUser} is LOG IN USER. */
  static String heading(String component) {
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < component.length(); i++) {
      char c = component.charAt(i);
      if (Character.isUpperCase(c)) {
        s.append(' ');
      }
      s.append(Character.toUpperCase(c));
    }
    return s.toString();
  }

  private String[] cells(
      EventEnvelope<?> e, boolean timed, List<String> columns, String... behind) {
    List<String> row = new ArrayList<>();
    row.add(e.id().substring(0, ID_DIGITS));
    if (timed) {
      row.add(shortTime(e.ended()));
    }
    Map<String, @Nullable Object> fields = e.fields();
    columns.forEach(c -> row.add(value(fields.get(c))));
    row.addAll(Arrays.asList(behind));
    return row.toArray(new String[0]);
  }

  private String value(@Nullable Object v) {
    return switch (v) {
      case null -> "-";
      case Instant t -> shortTime(t);
      case Duration d -> Durations.text(d);
      case Integer i -> plain(i);
      case Long l -> plain(l);
      case Enum<?> n -> n.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      default -> v.toString();
    };
  }

  /** Ports and ids are numbers too: only large ones are grouped. */
  private static String plain(long n) {
    return Math.abs(n) < 100_000 ? Long.toString(n) : number(n);
  }

  static String lines(EventEnvelope<?> e) {
    Evidence ev = e.evidence();
    if (ev.records().isEmpty()) {
      return "-";
    }
    RecordRef first = ev.records().get(0);
    RecordRef last = ev.records().getLast();
    String from = first.source() + ":" + first.line();
    if (ev.records().size() == 1) {
      return from;
    }
    return from
        + ".."
        + (first.source().equals(last.source()) ? "" : last.source() + ":")
        + last.line();
  }

  private void ranked(Findings f, KindNames names) {
    for (Findings.Ranked k : f.ranked()) {
      EventType t = k.type.getAnnotation(EventType.class);
      String title =
          t == null || t.title().isEmpty() ? heading(k.type.getSimpleName()).strip() : t.title();
      String order = t == null || t.worst().isEmpty() ? "newest" : "worst";
      out.println(
          title.toUpperCase(Locale.ROOT)
              + names.ofInstance(k.system)
              + ": "
              + number(k.count)
              + (k.count > k.worst.size() ? ", " + order + " " + k.worst.size() : ""));
      List<String> columns = columns(k.type, k.worst);
      boolean hasLines = k.worst.stream().anyMatch(e -> !e.evidence().records().isEmpty());
      boolean timed = !saysWhen(k.type, columns);
      String[] head = hasLines ? headings(timed, columns, "LINES") : headings(timed, columns);
      TextTable table = new TextTable("l".repeat(head.length));
      table.row(head);
      for (EventEnvelope<?> e : k.worst) {
        table.row(hasLines ? cells(e, timed, columns, lines(e)) : cells(e, timed, columns));
      }
      table.print(out);
    }
  }

  private void periods(Findings f, KindNames names) {
    for (List<EventEnvelope<?>> rows : f.periods()) {
      List<String> columns = new ArrayList<>(rows.get(0).fields().keySet());
      TextTable table = new TextTable("l" + "r".repeat(columns.size()) + "l");
      List<String> head = new ArrayList<>();
      boolean days =
          rows.stream().allMatch(e -> e.began().atZone(zone).toLocalTime().toSecondOfDay() == 0);
      head.add((days ? "DAY" : "PERIOD") + names.ofInstance(rows.get(0).system()));
      columns.forEach(c -> head.add(heading(c)));
      table.heading(head.toArray(new String[0]));
      for (EventEnvelope<?> e : rows) {
        List<String> row = new ArrayList<>();
        row.add(days ? e.began().atZone(zone).toLocalDate().toString() : full(e.began()));
        columns.forEach(c -> row.add(value(e.fields().get(c))));
        row.add(e.partial() ? "not over" : "");
        table.row(row.toArray(new String[0]));
      }
      table.print(out);
    }
  }

  private void records(RunResult r, RunRequest request) {
    EngineSummary s = r.summary();
    Rejects j = r.rejects();
    long ignored = s.records() - s.used();
    StringBuilder line = new StringBuilder("RECORDS ");
    line.append(number(s.records() + j.total())).append(" = ").append(number(s.used()));
    line.append(" used + ").append(number(ignored)).append(" ignored");
    if (ignored > 0) {
      line.append(" (").append(ignored(s)).append(')');
    }
    line.append(" + ").append(number(j.total())).append(" not parsed");
    if (j.total() > 0 && request.rejects() == null) {
      line.append(" (--rejects FILE)");
    }
    out.println(line);
    j.counts()
        .forEach((reason, n) -> out.println("  not parsed: " + number(n) + " " + reason.text()));
    for (Rejects.Sample sample : j.samples().stream().limit(3).toList()) {
      out.println(
          "  "
              + Printable.line(sample.source() + ":" + sample.line() + ": ")
              + Printable.text(sample.text()));
    }
  }

  /** That records lack something, in words; null where none is known to. */
  static @Nullable String truncated(RunResult r) {
    long n = r.summary().truncated();
    return n == 0
        ? null
        : counted(n, "record")
            + " of the above: "
            + (n == 1 ? "a limit cut it, or its" : "a limit cut them, or their")
            + " end never came ('correlator capture ls' shows which)";
  }

  /** So many of something whose plural is the usual one. */
  static String counted(long n, String what) {
    return number(n) + " " + what + (n == 1 ? "" : "s");
  }

  /** What was ignored, by program. */
  static String ignored(EngineSummary s) {
    List<String> parts = new ArrayList<>();
    long rest = s.records() - s.used();
    List<EngineSummary.App> apps = s.apps().stream().filter(a -> a.unmatched() > 0).toList();
    for (EngineSummary.App a : apps.subList(0, Math.min(APPS_SHOWN, apps.size()))) {
      parts.add(
          (a.name().isEmpty() ? "no program" : Printable.text(a.name()))
              + (a.selected() ? " without pattern " : " ")
              + number(a.unmatched()));
      rest -= a.unmatched();
    }
    if (s.orphans() > 0) {
      parts.add("of no open transaction " + number(s.orphans()));
      rest -= s.orphans();
    }
    if (rest > 0) {
      parts.add("others " + number(rest));
    }
    return String.join("; ", parts);
  }

  private void exact(RunResult r) {
    EngineSummary s = r.summary();
    out.println(
        "EXACT   "
            + (r.isExact() ? "yes: " : "no: ")
            + number(r.retimed())
            + " re-timed, "
            + number(r.adjusted())
            + " adjusted, "
            + number(s.evicted())
            + " evicted"
            + (s.forced() > 0 ? ", time forced on " + number(s.forced()) + " times" : ""));
  }

  /** What became of the events of each handler that the application configures. */
  private void handlers(RunResult r) {
    Set<String> configured = new HashSet<>();
    r.application().handlers().forEach(h -> configured.add(h.name()));
    List<HandlerReport> handlers =
        r.handlers().handlers().stream().filter(h -> configured.contains(h.name())).toList();
    if (handlers.isEmpty()) {
      return;
    }
    TextTable table = new TextTable("lrrrrrl");
    table.heading("HANDLERS", "taken", "delivered", "deferred", "refused", "failed", "");
    for (HandlerReport h : handlers) {
      List<String> said = new ArrayList<>();
      if (h.state() == HandlerState.WITHHELD) {
        said.add(number(h.withheld()) + " withheld");
      }
      if (h.failedCalls() > 0) {
        said.add(counted(h.failedCalls(), "call") + " threw or took too long");
      }
      if (h.state() == HandlerState.FAILED) {
        said.add("given up");
      }
      table.row(
          h.name(),
          number(h.taken()),
          number(h.delivered()),
          number(h.deferred()),
          number(h.refused()),
          number(h.failed()),
          String.join("; ", said));
    }
    table.print(out);
  }

  /** What did not work as it should, each a line. */
  static List<String> troubles(RunResult r) {
    List<String> lines = new ArrayList<>();
    for (LogSource s : r.sources()) {
      if (s.failure() != null) {
        lines.add("ERROR   " + Printable.line(s.failure().text()));
      }
    }
    if (r.rejects().failure() != null) {
      lines.add("ERROR   --rejects: " + Printable.line(r.rejects().failure()));
    }
    for (HandlerReport h : r.handlers().handlers()) {
      if (!h.isComplete()) {
        lines.add(
            "ERROR   handler "
                + h.name()
                + ": "
                + number(h.delivered())
                + " of "
                + number(h.taken())
                + " events delivered, "
                + number(h.refused())
                + " refused, "
                + number(h.failed())
                + " failed"
                + (h.error() == null ? "" : ": " + Printable.line(h.error())));
        for (HandlerReport.Loss loss : h.losses().stream().limit(LOSSES_SHOWN).toList()) {
          lines.add("  " + number(loss.events()) + " of them: " + Printable.line(loss.reason()));
        }
      }
      if (h.withheld() > 0) {
        lines.add(
            "NOTE    handler "
                + h.name()
                + ": "
                + number(h.withheld())
                + " events withheld: this is history (--act)");
      }
    }
    if (r.page() != null && r.page().error() != null) {
      lines.add("ERROR   --html: " + Printable.line(r.page().error()));
    }
    if (r.summary().failures() > 0) {
      lines.add(
          "ERROR   " + number(r.summary().failures()) + " calls of modules failed and were undone");
      for (ModuleFailure f : r.failures()) {
        RecordRef ref = f.ref();
        lines.add(
            "  "
                + f.module()
                + "/"
                + f.stage()
                + " "
                + Printable.text(String.join(" ", f.key()))
                + ": "
                + Printable.line(CodePlace.inWords(f.cause()))
                + (ref == null ? "" : Printable.line(", of " + ref.source() + ":" + ref.line())));
      }
    }
    return lines;
  }

  private void next(RunResult r, RunRequest request) {
    List<String> hints = new ArrayList<>();
    String same = words(request.same());
    String files = same + words(request.inputs()).strip();
    String app = request.chosen() ? r.application().name() + " " : "";
    if (!r.findings().newestFailed().isEmpty()) {
      String id = r.findings().newestFailed().get(0).id().substring(0, ID_DIGITS);
      // Without a name all that needs no file is traced with.
      String with = r.application().isBuiltIn() ? "" : app;
      hints.add("correlator trace " + id + " " + with + files);
    }
    if (request.events() == null && r.findings().events() > 0) {
      hints.add("correlator run " + app + "--events events.jsonl " + files);
    }
    if (!hints.isEmpty()) {
      out.println("NEXT    " + String.join(" | ", hints));
    }
  }

  /** Words as they are typed to a shell, each with a blank behind it. */
  private static String words(List<String> words) {
    StringBuilder typed = new StringBuilder();
    for (String word : words) {
      boolean plain = !word.isEmpty() && word.chars().allMatch(TableReport::isPlain);
      typed.append(plain ? word : "'" + word.replace("'", "'\\''") + "'").append(' ');
    }
    return Printable.line(typed.toString());
  }

  private static boolean isPlain(int c) {
    return Character.isLetterOrDigit(c) || "_-+=:,./@%".indexOf(c) >= 0;
  }

  /** The severities from the worst to the least. */
  static List<Severity> severities() {
    List<Severity> all = new ArrayList<>();
    for (int code = 0; code <= 7; code++) {
      all.add(Severity.ofCode(code));
    }
    return all;
  }
}
