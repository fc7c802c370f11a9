package dev.correlator.core;

import static java.util.Objects.requireNonNull;

import dev.correlator.api.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a module drawn by chance makes of records, said once more in the plainest way: everything is
 * sorted, every key is looked at for each timer, nothing is shared with the engine but the order of
 * encoded keys. Times are in nanoseconds.
 */
final class PlainModel {

  /** A record, or one of those that it stands for. */
  record Input(long tau, String host, String procId, String word, String v, int seq, String text) {}

  /** What a stage sends, with its place in the order. */
  record Sent(
      long tau,
      int cause,
      String host,
      int seq,
      int stage,
      String key,
      String type,
      String v,
      int n,
      @Nullable String record,
      String text) {

    static final Comparator<Sent> ORDER =
        Comparator.comparingLong(Sent::tau)
            .thenComparingInt(Sent::cause)
            .thenComparing(Sent::host)
            .thenComparingInt(Sent::seq)
            .thenComparingInt(Sent::stage)
            .thenComparing(Sent::key);

    /** The same at another time. */
    Sent at(long newTau, int newCause) {
      return new Sent(newTau, newCause, host, seq, stage, key, type, v, n, record, text);
    }
  }

  private static final int RECORD = 0;
  private static final int TIMER = 1;
  private static final int END = 2;
  private static final long MINUTE = 60 * Times.SECOND;

  private final DrawnModule module;
  private final List<Sent> events = new ArrayList<>();
  private final Map<Long, int[]> minutes = new TreeMap<>();
  private long last;

  PlainModel(DrawnModule module) {
    this.module = module;
  }

  /** The events of these records, as texts, in order. */
  List<String> events(List<Input> inputs) {
    if (inputs.isEmpty()) {
      return List.of();
    }
    List<Input> sorted = new ArrayList<>(inputs);
    sorted.sort(
        Comparator.comparingLong(Input::tau)
            .thenComparing(Input::host)
            .thenComparingInt(Input::seq));
    last = sorted.getLast().tau();
    List<Sent> sent = new ArrayList<>();
    for (int s = 0; s < module.transactions.size(); s++) {
      new Transactions(module.transactions.get(s), s, sent).run(sorted);
    }
    int stage = module.transactions.size();
    takeEach(sorted, stage++, sent);
    sent.sort(Sent.ORDER);
    List<Sent> forMemory = new ArrayList<>(sent);
    forMemory.addAll(alarms(sent, stage));
    forMemory.sort(Sent.ORDER);
    new Memory(stage + 1).run(forMemory);
    statistics(stage + 2);
    events.sort(Sent.ORDER);
    return events.stream().map(Sent::text).toList();
  }

  /** Keys as the engine orders them: each part behind its length. */
  static String key(String... parts) {
    StringBuilder key = new StringBuilder();
    for (String p : parts) {
      key.append((char) p.length()).append(p);
    }
    return key.toString();
  }

  private static String shown(String key) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < key.length(); i += 1 + key.charAt(i)) {
      parts.add(key.substring(i + 1, i + 1 + key.charAt(i)));
    }
    return parts.toString();
  }

  /** One stage of transactions. */
  private final class Transactions {

    private enum State {
      LEADING,
      OPEN,
      ENDED
    }

    private static final class Open {
      State state = State.LEADING;
      String v = "";
      @Nullable String tag;
      int n;
      long at = -1;
      @Nullable String reason;
      long began;
      long touched;
      long since;
      long limit = -1;
      int records;
      Outcome outcome = Outcome.COMPLETED;
      @Nullable String endReason;
      @Nullable String endRecord;
    }

    private final DrawnModule.Stage spec;
    private final int stage;
    private final List<Sent> sent;
    private final Map<String, Open> open = new TreeMap<>();

    Transactions(DrawnModule.Stage spec, int stage, List<Sent> sent) {
      this.spec = spec;
      this.stage = stage;
      this.sent = sent;
    }

    void run(List<Input> inputs) {
      for (Input in : inputs) {
        fire(in.tau() - 1);
        take(in);
      }
      fire(last);
      for (String key : List.copyOf(open.keySet())) {
        Open x = requireNonNull(open.get(key));
        boolean ended = x.state == State.ENDED;
        send(
            last,
            END,
            null,
            key,
            ended ? x.outcome : Outcome.OPEN_AT_END,
            ended ? x.endReason : null);
      }
    }

    private long due(Open x) {
      if (x.state == State.ENDED) {
        return x.since + spec.trail();
      }
      long due = x.limit < 0 ? Long.MAX_VALUE : x.since + x.limit;
      return spec.idle() == 0 ? due : Math.min(due, x.touched + spec.idle());
    }

    private void fire(long until) {
      while (true) {
        Map.Entry<String, Open> first = null;
        for (Map.Entry<String, Open> e : open.entrySet()) {
          if (first == null || due(e.getValue()) < due(first.getValue())) {
            first = e;
          }
        }
        if (first == null || due(first.getValue()) > until) {
          return;
        }
        Open x = first.getValue();
        String next = first.getKey();
        long due = due(x);
        if (x.state == State.ENDED) {
          send(due, TIMER, null, next, x.outcome, x.endReason);
        } else if (x.limit >= 0 && x.since + x.limit == due) {
          send(due, TIMER, null, next, Outcome.TIMED_OUT, or(x.reason, spec.totalReason()));
        } else if (spec.quiet()) {
          Outcome o = x.reason == null ? Outcome.COMPLETED : Outcome.FAILED;
          send(due, TIMER, null, next, o, or(x.reason, spec.idleReason()));
        } else {
          send(due, TIMER, null, next, Outcome.TIMED_OUT, or(x.reason, spec.idleReason()));
        }
      }
    }

    private static String or(@Nullable String reason, String other) {
      return reason == null ? other : reason;
    }

    private void take(Input in) {
      DrawnModule.Rule rule = null;
      for (DrawnModule.Rule r : spec.rules()) {
        if (rule == null && r.word().equals(in.word())) {
          rule = r;
        }
      }
      String key = spec.key(in);
      if (rule == null || key == null) {
        return;
      }
      Open x = open.get(key);
      if (x != null && x.state == State.ENDED) {
        if (!rule.kind().opens()) {
          join(in, rule, x, key);
          return;
        }
        send(in.tau(), RECORD, in, key, x.outcome, x.endReason);
        x = null;
      }
      if (x != null && rule.kind() == DrawnModule.Kind.START && x.state == State.OPEN) {
        send(in.tau(), RECORD, in, key, Outcome.SUPERSEDED, null);
        x = null;
      }
      if (x != null && x.state == State.LEADING && rule.kind() == DrawnModule.Kind.AGAIN) {
        open.remove(key);
        return;
      }
      boolean started = true;
      if (x == null) {
        if (rule.kind() == DrawnModule.Kind.STEP || rule.kind() == DrawnModule.Kind.END_IF_OPEN) {
          return;
        }
        started = rule.kind() != DrawnModule.Kind.END;
        x = new Open();
        x.began = in.tau();
        x.since = in.tau();
        x.limit = spec.total() == 0 ? -1 : spec.total();
        open.put(key, x);
      }
      if (x.state == State.LEADING
          && rule.kind() != DrawnModule.Kind.LEAD
          && rule.kind() != DrawnModule.Kind.STEP) {
        x.state = State.OPEN;
      }
      join(in, rule, x, key);
      if (rule.kind().ends()) {
        end(in, rule, x, key, started);
      }
    }

    private void end(Input in, DrawnModule.Rule rule, Open x, String key, boolean started) {
      Outcome outcome = started ? rule.outcome() : Outcome.END_WITHOUT_START;
      boolean own = outcome == Outcome.COMPLETED || !started;
      String why = own ? rule.reason() : or(x.reason, rule.reason());
      if (spec.trail() == 0) {
        sendWith(in.tau(), RECORD, in, in.text(), key, outcome, why);
        return;
      }
      x.state = State.ENDED;
      x.since = in.tau();
      x.outcome = outcome;
      x.endReason = why;
      x.endRecord = in.text();
    }

    private void join(Input in, DrawnModule.Rule rule, Open x, String key) {
      x.v = in.v();
      x.n += rule.counts() ? 1 : 0;
      x.at = rule.times() && x.at < 0 ? in.tau() : x.at;
      x.tag = rule.tag() != null ? rule.tag() : x.tag;
      if (x.state != State.ENDED) {
        switch (rule.change()) {
          case SET -> x.reason = rule.newReason();
          case SET_IF_NONE -> x.reason = x.reason == null ? rule.newReason() : x.reason;
          case CLEAR -> x.reason = null;
          case KEEP -> {}
        }
      }
      x.touched = in.tau();
      x.records++;
      if (rule.tells() != null) {
        sent.add(
            new Sent(
                in.tau(),
                RECORD,
                in.host(),
                in.seq(),
                stage,
                key,
                rule.tells(),
                in.v(),
                x.n,
                in.text(),
                ""));
      }
    }

    private void send(
        long tau,
        int cause,
        @Nullable Input in,
        String key,
        Outcome outcome,
        @Nullable String why) {
      sendWith(tau, cause, in, null, key, outcome, why);
    }

    private void sendWith(
        long tau,
        int cause,
        @Nullable Input in,
        @Nullable String record,
        String key,
        Outcome outcome,
        @Nullable String why) {
      Open x = requireNonNull(open.remove(key));
      if (x.state == State.LEADING) {
        return;
      }
      tally(outcome, tau, stage);
      long ended = x.state == State.ENDED ? x.since : x.touched;
      boolean wasOver = cause == END && x.state == State.ENDED;
      long told = wasOver ? x.since + spec.trail() : tau;
      String text =
          DrawnModule.text(
              told,
              spec.name(),
              shown(key),
              new DrawnModule.Tx(x.v, x.tag, x.n, x.at < 0 ? null : Times.instant(x.at)),
              outcome,
              why,
              x.began,
              ended,
              x.records,
              outcome == Outcome.OPEN_AT_END,
              x.endRecord != null ? x.endRecord : record);
      Sent event =
          new Sent(
              tau,
              cause,
              in == null ? "" : in.host(),
              in == null ? 0 : in.seq(),
              stage,
              key,
              "Tx",
              x.v,
              x.n,
              record,
              text);
      sent.add(event);
      events.add(wasOver ? event.at(told, TIMER) : event);
    }
  }

  /** The stage that takes records by themselves. */
  private void takeEach(List<Input> inputs, int stage, List<Sent> sent) {
    for (Input in : inputs) {
      for (DrawnModule.Taken t : module.taken) {
        if (t.word().equals(in.word())) {
          if (!t.fails()) {
            take(in, t, stage, sent);
          }
          break;
        }
      }
    }
  }

  private void take(Input in, DrawnModule.Taken t, int stage, List<Sent> sent) {
    minute(in.tau())[2]++;
    if (t.tells()) {
      sent.add(ofEach(in, stage, "Counted", in.v(), ""));
    }
    if (t.emits()) {
      events.add(ofEach(in, stage, "Seen", "", taken(in, new DrawnModule.Seen(3000))));
      DrawnModule.Alarm alarm = new DrawnModule.Alarm(in.v() + " " + in.host(), in.text().length());
      Sent event = ofEach(in, stage, "Alarm", alarm.v(), taken(in, alarm));
      events.add(event);
      sent.add(event);
    }
  }

  private static Sent ofEach(Input in, int stage, String type, String v, String text) {
    return new Sent(
        in.tau(), RECORD, in.host(), in.seq(), stage, key(in.host()), type, v, 0, in.text(), text);
  }

  private static String taken(Input in, Object body) {
    return DrawnModule.text(
        in.tau(),
        "each",
        shown(key(in.host())),
        body,
        null,
        null,
        in.tau(),
        in.tau(),
        1,
        false,
        in.text());
  }

  /** The threshold: its events are returned, too. */
  private List<Sent> alarms(List<Sent> sent, int stage) {
    DrawnModule.Threshold spec = module.threshold;
    List<Sent> alarms = new ArrayList<>();
    Map<String, List<Long>> times = new TreeMap<>();
    Map<String, Boolean> fired = new TreeMap<>();
    for (Sent f : sent) {
      if (!f.type().equals("Counted") && !f.type().equals("Reset")) {
        continue;
      }
      List<Long> mine = times.computeIfAbsent(f.v(), v -> new ArrayList<>());
      if (f.type().equals("Reset")) {
        if (spec.resets()) {
          mine.clear();
          fired.put(f.v(), false);
        }
        continue;
      }
      List<Long> inside = new ArrayList<>(mine);
      inside.removeIf(t -> t <= f.tau() - spec.window());
      boolean armed =
          switch (spec.rearm()) {
            case QUIET -> !fired.getOrDefault(f.v(), false) || inside.isEmpty();
            case DROP -> !fired.getOrDefault(f.v(), false) || inside.size() < spec.limit();
            case EVERY, RESET -> true;
          };
      mine.add(f.tau());
      inside.add(f.tau());
      if (inside.size() >= spec.limit() && armed) {
        fired.put(f.v(), true);
        long began = inside.get(inside.size() - spec.limit());
        String text =
            DrawnModule.text(
                f.tau(),
                "alarm",
                List.of(f.v()).toString(),
                new DrawnModule.Alarm(f.v(), spec.limit()),
                null,
                null,
                began,
                f.tau(),
                spec.limit(),
                false,
                f.record());
        Sent alarm =
            new Sent(
                f.tau(),
                f.cause(),
                f.host(),
                f.seq(),
                stage,
                key(f.v()),
                "Alarm",
                f.v(),
                spec.limit(),
                f.record(),
                text);
        alarms.add(alarm);
        events.add(alarm);
        if (spec.rearm() == dev.correlator.api.ThresholdFlow.Rearm.RESET) {
          mine.clear();
        }
      } else if (armed) {
        fired.put(f.v(), false);
      }
    }
    return alarms;
  }

  /** The stage with code: see {@link DrawnModule}. */
  private final class Memory {

    private static final class Held {
      int n;
      long touched;
      long timer = -1;
    }

    private final int stage;
    private final Map<String, Held> held = new TreeMap<>();

    Memory(int stage) {
      this.stage = stage;
    }

    void run(List<Sent> messages) {
      for (Sent m : messages) {
        fire(m.cause() == END ? m.tau() : m.tau() - 1);
        if (!m.type().equals("Reset")) {
          take(m);
        }
      }
      fire(last);
      held.forEach((key, h) -> say(last, END, null, key, 2000 + h.n));
      held.clear();
    }

    private void take(Sent m) {
      String key = key(m.v());
      Held h = held.get(key);
      if (h == null) {
        if (!m.type().equals("Counted")) {
          return;
        }
        h = new Held();
        held.put(key, h);
      }
      h.touched = m.tau();
      if (m.type().equals("Tx")) {
        say(m.tau(), m.cause(), m, key, 700 + h.n);
        return;
      }
      if (m.type().equals("Alarm")) {
        say(m.tau(), m.cause(), m, key, 500 + h.n);
        h.timer = -1;
        return;
      }
      h.n++;
      say(m.tau(), m.cause(), m, key, h.n);
      h.timer = m.tau() + module.memory.first();
      if (h.n % 7 == 0) {
        held.remove(key);
      }
    }

    private void fire(long until) {
      while (true) {
        Map.Entry<String, Held> first = null;
        for (Map.Entry<String, Held> e : held.entrySet()) {
          if (first == null || due(e.getValue()) < due(first.getValue())) {
            first = e;
          }
        }
        if (first == null || due(first.getValue()) > until) {
          return;
        }
        Held h = first.getValue();
        String next = first.getKey();
        long due = due(h);
        if (h.timer == due) {
          h.timer = -1;
          say(due, TIMER, null, next, -h.n);
          h.n++;
          if (h.n % 3 != 0) {
            h.timer = due + module.memory.second();
          }
        } else {
          say(due, TIMER, null, next, 1000 + h.n);
          held.remove(next);
        }
      }
    }

    private long due(Held h) {
      long idle = h.touched + module.memory.idle();
      return h.timer < 0 ? idle : Math.min(h.timer, idle);
    }

    private void say(long tau, int cause, @Nullable Sent m, String key, int n) {
      String text =
          DrawnModule.text(
              tau,
              "memory",
              shown(key),
              new DrawnModule.Seen(n),
              null,
              null,
              tau,
              tau,
              m == null || m.record() == null ? 0 : 1,
              cause == END,
              m == null ? null : m.record());
      events.add(
          new Sent(
              tau,
              cause,
              m == null ? "" : m.host(),
              m == null ? 0 : m.seq(),
              stage,
              key,
              "Seen",
              "",
              n,
              null,
              text));
    }
  }

  private void tally(Outcome outcome, long tau, int stage) {
    if (stage == 0 && (outcome == Outcome.COMPLETED || outcome == Outcome.FAILED)) {
      minute(tau)[outcome == Outcome.COMPLETED ? 0 : 1]++;
    }
  }

  private int[] minute(long tau) {
    return minutes.computeIfAbsent(Math.floorDiv(tau, MINUTE), m -> new int[3]);
  }

  private void statistics(int stage) {
    minutes.forEach((minute, counts) -> {
      long end = (minute + 1) * MINUTE;
      boolean partial = end > last;
      long tau = partial ? last : end;
      Object body = new DrawnModule.Minute(counts[0], counts[1], counts[2]);
      String text =
          DrawnModule.text(
              tau, "statistics", "[]", body, null, null, minute * MINUTE, tau, 0, partial, null);
      int cause = partial ? END : TIMER;
      events.add(new Sent(tau, cause, "", 0, stage, "", "Minute", "", 0, null, text));
    });
  }
}
