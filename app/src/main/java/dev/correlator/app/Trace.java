package dev.correlator.app;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.LogRecord;
import dev.correlator.api.Outcome;
import dev.correlator.core.ModuleFailure;
import dev.correlator.core.Observer;
import dev.correlator.core.Output;
import dev.correlator.core.Timing;
import dev.correlator.intake.LogSource;
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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows the records of one transaction in the order of time, with the gaps between them. Reads the
 * files twice, for all applications that read them alike: to find events, and to collect all of
 * their records, of which an event keeps but some.
 */
final class Trace {

  /** Transactions that are shown; with more the user is asked to say which. */
  private static final int SHOWN_MAX = 20;

  /** Records of one transaction that are shown. */
  private static final int RECORDS_MAX = 10_000;

  /** Characters of an id that are needed to find it by. */
  private static final int ID_MIN = 4;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  /** Characters of the day in front of the time of day. */
  private static final int DAY_LENGTH = 11;

  /** In front of a further line of a record: as wide as time and gap. */
  private static final String CONTINUED = "\n" + " ".repeat(36);

  private final TraceRequest request;
  private final PrintWriter out;
  private final PrintWriter err;

  /** What is wrong with files that could not be read to their ends, each told once. */
  private final Set<String> damages = new HashSet<>();

  /** What was read and can be read again. */
  private final Set<String> again = new LinkedHashSet<>();

  /** What was read and is gone. */
  private final Set<String> gone = new LinkedHashSet<>();

  /**
   * How many transactions have a key or a value that is the key of an event which is shown and is
   * about none; by that key.
   */
  private final Map<String, Integer> naming = new LinkedHashMap<>();

  private final ZoneId zone;

  private record Found(EventEnvelope<?> event, Reading reading) {}

  /** A record, when it counted, and how that time came about. */
  private record Member(Instant time, Timing timing, LogRecord record) {}

  /** An event, and the records that are collected for it. */
  private record Shown(EventEnvelope<?> event, Set<List<String>> keys, List<Member> members) {

    static Shown of(EventEnvelope<?> e) {
      return new Shown(e, keysOf(e), new ArrayList<>());
    }

    /** Takes a record of its transaction, or of the legs of its chain, while there is room. */
    void offer(
        String application,
        String module,
        String stage,
        List<String> key,
        Instant began,
        Instant time,
        Timing timing,
        LogRecord record) {
      boolean own = stage.equals(event.stage()) ? key.equals(event.key()) : keys.contains(key);
      if (application.equals(event.application())
          && module.equals(event.system())
          && own
          && !began.isBefore(event.began())
          && !began.isAfter(event.ended())
          && members.size() < RECORDS_MAX) {
        members.add(new Member(time, timing, record));
      }
    }
  }

  Trace(TraceRequest request, PrintWriter out, PrintWriter err) {
    this.request = request;
    this.out = out;
    this.err = err;
    zone = request.configuration().system().record().timezone();
  }

  ExitCode show() throws IOException {
    List<Found> found = find();
    if (found.isEmpty()) {
      throw new RefusedException(
          new Problem(
              Place.of("trace " + Printable.text(request.idOrKey())),
              ProblemCode.CLI_UNKNOWN_NAME,
              request.idOrKey().length() < ID_MIN && isHexadecimal(request.idOrKey())
                  ? "this is too little of an id, of which "
                      + ID_MIN
                      + " characters are needed, and no transaction in these files has a key or a"
                      + " value that is equal to it"
                  : "no transaction in these files has an id that begins so, nor a key or a value"
                      + " that is equal to it; a run lists them"),
          damages.isEmpty() ? ExitCode.USAGE : ExitCode.NO_INPUT);
    }
    if (found.size() > SHOWN_MAX) {
      out.println(
          CountText.of(found.size()) + " transactions; the first " + SHOWN_MAX + " are shown");
    }
    List<Shown> shown = collect(found.subList(0, Math.min(SHOWN_MAX, found.size())));
    shown.forEach(this::show);
    note(shown);
    return damages.isEmpty() ? ExitCode.OK : ExitCode.NO_INPUT;
  }

  private List<Found> find() throws IOException {
    List<Found> byId = new ArrayList<>();
    List<Found> byValue = new ArrayList<>();
    String wanted = request.idOrKey();
    boolean canBeId = wanted.length() >= ID_MIN && isHexadecimal(wanted);
    List<Reading> readings = Reading.of(request.configuration().applications());
    ReadOnce.refuseToReadTwice(request.inputs(), readings);
    for (Reading reading : readings) {
      read(
          reading,
          request.inputs(),
          null,
          events -> {
            for (EventEnvelope<?> e : events) {
              if (canBeId && e.id().startsWith(wanted.toLowerCase(Locale.ROOT))) {
                byId.add(new Found(e, reading));
              } else if (e.outcome() != null && names(e, wanted)) {
                byValue.add(new Found(e, reading));
              }
            }
          });
    }
    return byId.isEmpty() ? byValue : byId;
  }

  private static boolean isHexadecimal(String word) {
    return word.chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  /** Whether a part of the key, or a text of the event, is this. */
  private static boolean names(EventEnvelope<?> e, String wanted) {
    return e.key().contains(wanted)
        || String.join(" ", e.key()).equals(wanted)
        || e.fields().containsValue(wanted);
  }

  private void read(
      Reading reading,
      List<String> inputs,
      @Nullable Observer observer,
      Consumer<List<EventEnvelope<?>>> events)
      throws IOException {
    boolean drain = request.atEnd() == RunRequest.AtEnd.DRAIN;
    try (HistoryRun run =
        new HistoryRun(
            reading, zone, request.formats(), inputs, new Rejects(), drain, 1, observer)) {
      run.run(
          new Output() {
            @Override
            public void events(List<EventEnvelope<?>> found) {
              events.accept(found);
            }

            @Override
            public void failed(ModuleFailure failure) {} // a run tells it
          });
      gone.addAll(ReadOnce.of(run.intake().sources()));
      for (LogSource source : run.intake().sources()) {
        if (!ReadOnce.isGone(source)) {
          again.add(source.name());
        }
        if (source.failure() != null && damages.add(source.failure().text())) {
          err.println(Printable.line(source.failure().text()));
        }
      }
    }
  }

  private static String key(EventEnvelope<?> e) {
    return String.join(" ", e.key());
  }

  private void countNaming(List<EventEnvelope<?>> events) {
    naming.replaceAll((key, count) -> count + naming(events, key));
  }

  private static int naming(List<EventEnvelope<?>> events, String key) {
    int count = 0;
    for (EventEnvelope<?> e : events) {
      count += e.outcome() != null && names(e, key) ? 1 : 0;
    }
    return count;
  }

  /** Says why there are no records where one might look for them, and how to see some. */
  private void note(List<Shown> shown) {
    if (!gone.isEmpty()) {
      out.println(
          "NOTE    "
              + ReadOnce.words(List.copyOf(gone))
              + ", and events are found before their records are looked for: save it to a file to"
              + " see them");
      return;
    }
    Set<String> keys = new LinkedHashSet<>();
    for (Shown s : shown) {
      EventEnvelope<?> e = s.event();
      if (e.outcome() == null && s.members().isEmpty()) {
        String place = Printable.line(EventWords.lines(e));
        int named = naming.getOrDefault(key(e), 0);
        out.println(
            "NOTE    "
                + EventWords.id(e)
                + " is no transaction, and has no records of its own"
                + (e.evidence().records().isEmpty() ? "" : "; it is of " + place)
                + (named == 0
                    ? ""
                    : "; "
                        + CountText.of(named, "transaction")
                        + (named == 1 ? " names " : " name ")
                        + Printable.line(key(e))));
        if (named > 0) {
          keys.add(key(e));
        }
      }
    }
    keys.forEach(key -> out.println("NEXT    " + next(key)));
  }

  /** The command that shows the transactions which name this. */
  private String next(String key) {
    List<String> names =
        request.configuration().applications().stream().map(Application::name).toList();
    List<String> app = request.chosen() ? List.of(String.join(",", names)) : List.of();
    return NextFiles.typed(request.inputs())
        .command(request.command(), List.of("trace", key), app, request.same());
  }

  private void show(Shown shown) {
    EventEnvelope<?> e = shown.event();
    List<Member> members = shown.members();
    members.sort(Comparator.comparing(Member::time)); // stable: as they were read
    Outcome outcome = e.outcome();
    out.println(
        EventWords.id(e)
            + "  "
            + application(e)
            + e.system()
            + "/"
            + e.stage()
            + "  "
            + Printable.line(String.join(" ", e.key()))
            + (outcome == null ? "" : "  " + EventWords.words(outcome))
            + (e.reason() == null ? "" : ": " + Printable.line(e.reason())));
    e.fields()
        .forEach((name, v) -> {
          if (v != null) {
            out.println("  " + name + ": " + Printable.line(v.toString()));
          }
        });
    Instant before = null;
    for (Member m : members) {
      String gap =
          before == null ? "" : "+" + Durations.fineText(Duration.between(before, m.time()));
      LogRecord r = m.record();
      out.printf(
          Locale.ROOT,
          "%s %8s  %s:%d%s  %s",
          TIME.format(m.time().atZone(zone)),
          gap,
          Printable.line(r.ref().source()),
          r.ref().line(),
          ownTime(m),
          Printable.line(r.host() + " " + header(r)));
      out.println(indented(r.text()));
      before = m.time();
    }
  }

  /** Of a record that did not count at a time that it says: which it says, and why; else empty. */
  private String ownTime(Member m) {
    return switch (m.timing()) {
      case OWN -> "";
      case ADJUSTED -> "  [adjusted; says " + said(m) + "]";
      case RETIMED -> "  [re-timed; says " + said(m) + "]";
      case ASSUMED -> "  [no time that can be read]";
    };
  }

  /** The time that a record says, with its day where that is another than the one shown. */
  private String said(Member m) {
    String says = TIME.format(m.record().time().atZone(zone));
    String day = TIME.format(m.time().atZone(zone)).substring(0, DAY_LENGTH);
    return says.startsWith(day) ? says.substring(DAY_LENGTH) : says;
  }

  /** A text whose further lines stand under the place of the record: none looks like a record. */
  private static String indented(String text) {
    StringBuilder lines = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      lines.append(lines.isEmpty() ? "" : CONTINUED);
      String shown = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      lines.append(Printable.line(shown.replace("\t", "    ")));
    }
    return lines.toString();
  }

  /** Where there are several, and its name is not the module's as well. */
  private String application(EventEnvelope<?> e) {
    boolean one = request.configuration().applications().size() == 1;
    return one || e.application().equals(e.system()) ? "" : e.application() + "/";
  }

  private static String header(LogRecord r) {
    if (r.app() == null) {
      return "";
    }
    return r.app() + (r.procId() == null ? "" : "[" + r.procId() + "]") + ": ";
  }

  /** The records of all transactions, or of the legs of the chains, that events are about. */
  private List<Shown> collect(List<Found> found) throws IOException {
    Map<Reading, List<Shown>> wanted = new LinkedHashMap<>();
    List<Shown> all = new ArrayList<>();
    for (Found f : found) {
      Shown shown = Shown.of(f.event());
      all.add(shown);
      wanted.computeIfAbsent(f.reading(), unseen -> new ArrayList<>()).add(shown);
      if (f.event().outcome() == null && !f.event().key().isEmpty()) {
        naming.put(key(f.event()), 0);
      }
    }
    if (again.isEmpty()) {
      return all;
    }
    for (Map.Entry<Reading, List<Shown>> each : wanted.entrySet()) {
      Observer observer =
          (application, module, stage, key, began, time, timing, record) ->
              each.getValue()
                  .forEach(
                      s -> s.offer(application, module, stage, key, began, time, timing, record));
      read(each.getKey(), List.copyOf(again), observer, this::countNaming);
    }
    return all;
  }

  private static Set<List<String>> keysOf(EventEnvelope<?> e) {
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
    return keys;
  }
}
