package dev.correlator.app;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.LogRecord;
import dev.correlator.api.Outcome;
import dev.correlator.intake.Rejects;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows the records of one transaction in the order of time, with the gaps between them. Reads the
 * files twice: to find the event, and to collect all of its records, of which an event keeps but
 * some.
 */
final class Trace {

  /** Transactions that are shown; with more the user is asked to say which. */
  private static final int SHOWN_MAX = 20;

  /** Records of one transaction that are shown. */
  private static final int RECORDS_MAX = 10_000;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  private final TraceRequest request;
  private final PrintWriter out;
  private final ZoneId zone;

  private record Found(EventEnvelope<?> event, Application application) {}

  private record Member(Instant time, LogRecord record) {}

  Trace(TraceRequest request, PrintWriter out) {
    this.request = request;
    this.out = out;
    zone = request.configuration().system().record().timezone();
  }

  ExitCode show() throws IOException, InterruptedException {
    List<Found> found = find();
    if (found.isEmpty()) {
      throw new RefusedException(
          new Problem(
              Place.of("trace " + Printable.text(request.idOrKey())),
              ProblemCode.CLI_UNKNOWN_NAME,
              "no transaction in these files has an id that begins so, nor a key or a value that is"
                  + " equal to it; 'correlator run' lists them"),
          ExitCode.USAGE);
    }
    if (found.size() > SHOWN_MAX) {
      out.println(
          TableReport.number(found.size())
              + " transactions; the first "
              + SHOWN_MAX
              + " are shown");
    }
    for (Found f : found.subList(0, Math.min(SHOWN_MAX, found.size()))) {
      show(f);
    }
    return ExitCode.OK;
  }

  private List<Found> find() throws IOException, InterruptedException {
    List<Found> byId = new ArrayList<>();
    List<Found> byValue = new ArrayList<>();
    String wanted = request.idOrKey();
    boolean canBeId =
        wanted.length() >= 4 && wanted.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    for (Application a : request.configuration().applications()) {
      try (HistoryRun run = open(a, null)) {
        run.run(
            events -> {
              for (EventEnvelope<?> e : events) {
                if (canBeId && e.id().startsWith(wanted.toLowerCase(Locale.ROOT))) {
                  byId.add(new Found(e, a));
                } else if (e.outcome() != null && names(e, wanted)) {
                  byValue.add(new Found(e, a));
                }
              }
            },
            () -> {},
            null);
      }
    }
    return byId.isEmpty() ? byValue : byId;
  }

  /** Whether a part of the key, or a text of the event, is this. */
  private static boolean names(EventEnvelope<?> e, String wanted) {
    return e.key().contains(wanted)
        || String.join(" ", e.key()).equals(wanted)
        || e.fields().containsValue(wanted);
  }

  private HistoryRun open(Application a, dev.correlator.core.@Nullable Observer observer) {
    boolean drain = request.atEnd() == RunRequest.AtEnd.DRAIN;
    return new HistoryRun(
        a, zone, request.formats(), request.inputs(), new Rejects(), drain, 1, observer);
  }

  private void show(Found f) throws IOException, InterruptedException {
    EventEnvelope<?> e = f.event();
    List<Member> members = collect(f);
    members.sort(Comparator.comparing(Member::time)); // stable: as they were read
    Outcome outcome = e.outcome();
    out.println(
        e.id().substring(0, TableReport.ID_DIGITS)
            + "  "
            + e.system()
            + "/"
            + e.stage()
            + "  "
            + Printable.line(String.join(" ", e.key()))
            + (outcome == null ? "" : "  " + TableReport.words(outcome))
            + (e.reason() == null ? "" : ": " + Printable.line(e.reason())));
    e.fields()
        .forEach((name, v) -> {
          if (v != null) {
            out.println("  " + name + ": " + Printable.line(v.toString()));
          }
        });
    Instant before = null;
    for (Member m : members.subList(0, Math.min(RECORDS_MAX, members.size()))) {
      String gap = before == null ? "" : "+" + Durations.text(Duration.between(before, m.time()));
      LogRecord r = m.record();
      out.printf(
          Locale.ROOT,
          "%s %8s  %s:%d  %s%n",
          TIME.format(m.time().atZone(zone)),
          gap,
          Printable.line(r.ref().source()),
          r.ref().line(),
          Printable.line(r.host() + " " + header(r) + r.text()));
      before = m.time();
    }
  }

  private static String header(LogRecord r) {
    if (r.app() == null) {
      return "";
    }
    return r.app() + (r.procId() == null ? "" : "[" + r.procId() + "]") + ": ";
  }

  /** All records of the transaction, or of the legs of the chain, that the event is about. */
  private List<Member> collect(Found f) throws IOException, InterruptedException {
    EventEnvelope<?> e = f.event();
    List<Member> members = new ArrayList<>();
    Set<List<String>> keys = new HashSet<>();
    keys.add(e.key());
    for (Object v : e.fields().values()) {
      if (v instanceof String text && !e.key().isEmpty()) {
        keys.add(List.of(text));
        // Legs of one kind differ in the last part of their keys, and are told in one text.
        for (String word : text.split(" ", -1)) {
          List<String> sibling = new ArrayList<>(e.key());
          sibling.set(sibling.size() - 1, word);
          keys.add(sibling);
        }
      }
    }
    try (HistoryRun run =
        open(
            f.application(),
            (module, stage, key, began, time, record) -> {
              boolean own = stage.equals(e.stage()) ? key.equals(e.key()) : keys.contains(key);
              if (module.equals(e.system())
                  && own
                  && !began.isBefore(e.began())
                  && !began.isAfter(e.ended())) {
                members.add(new Member(time, record));
              }
            })) {
      run.run(events -> {}, () -> {}, null);
    }
    return members;
  }
}
