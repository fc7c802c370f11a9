package dev.correlator.core;

import dev.correlator.api.Calendar;
import dev.correlator.api.Context;
import dev.correlator.api.EachFlow;
import dev.correlator.api.Fact;
import dev.correlator.api.Flow;
import dev.correlator.api.KeyPart;
import dev.correlator.api.LogRecord;
import dev.correlator.api.LogicModule;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.StageFlow;
import dev.correlator.api.State;
import dev.correlator.api.StatisticsEvent;
import dev.correlator.api.Step;
import dev.correlator.api.ThresholdFlow;
import dev.correlator.api.TransactionEvent;
import dev.correlator.api.TransactionFlow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A module drawn by chance: one or two stages of transactions over the words {@code w0} to {@code
 * w7}, a stage that takes records by themselves, a threshold over the facts that they tell, a stage
 * with timers over facts and alarms, and statistics of each minute. Described once, for the engine
 * and for {@link PlainModel}.
 */
final class DrawnModule implements LogicModule<TestRun.NoSettings> {

  record Tx(@Nullable String v, @Nullable String tag, int n, @Nullable Instant at)
      implements TransactionEvent {}

  record Counted(String v) implements Fact {}

  record Reset(String v) implements Fact {}

  record Alarm(String v, int count) implements NoticeEvent {}

  record Seen(int n) implements NoticeEvent {}

  record Minute(int done, int failed, int taken) implements StatisticsEvent {}

  enum Kind {
    LEAD,
    OPEN,
    START,
    STEP,
    END,
    OPEN_AND_END,
    END_IF_OPEN,
    AGAIN;

    boolean opens() {
      return this == LEAD || this == OPEN || this == START || this == OPEN_AND_END || this == AGAIN;
    }

    boolean ends() {
      return this == END || this == OPEN_AND_END || this == END_IF_OPEN || this == AGAIN;
    }
  }

  enum Change {
    KEEP,
    SET,
    SET_IF_NONE,
    CLEAR
  }

  record Rule(
      Kind kind,
      String word,
      Outcome outcome,
      String reason,
      boolean counts,
      boolean times,
      @Nullable String tag,
      Change change,
      String newReason,
      @Nullable String tells) {}

  record Stage(
      String name,
      List<String> keyParts,
      List<Rule> rules,
      long idle,
      boolean quiet,
      long total,
      long trail) {

    /** The encoded key, or null where a part is missing. */
    @Nullable String key(PlainModel.Input in) {
      String[] parts = new String[keyParts.size()];
      for (int i = 0; i < parts.length; i++) {
        parts[i] =
            switch (keyParts.get(i)) {
              case "host" -> in.host();
              case "procId" -> in.procId();
              default -> in.v();
            };
        if (keyParts.get(i).equals("procId") && parts[i].isEmpty()) {
          return null;
        }
      }
      return PlainModel.key(parts);
    }

    String idleReason() {
      return "no record for " + TransactionSpec.text(Duration.ofNanos(idle));
    }

    String totalReason() {
      return "no end within " + TransactionSpec.text(Duration.ofNanos(total));
    }
  }

  record Threshold(int limit, long window, ThresholdFlow.Rearm rearm, boolean resets) {}

  /** What the stage that takes records by themselves does with those of a word. */
  record Taken(String word, boolean emits, boolean tells, boolean fails) {}

  record Value(@Nullable String v, String host) {}

  record Memory(long first, long second, long idle) {}

  final List<Stage> transactions = new ArrayList<>();
  final List<Taken> taken = new ArrayList<>();
  final Threshold threshold;
  final Memory memory;

  DrawnModule(Random random) {
    int stages = 1 + random.nextInt(2);
    for (int i = 0; i < stages; i++) {
      transactions.add(stage("tx" + i, random));
    }
    for (int i = 0; i < 3; i++) {
      taken.add(
          new Taken(
              "w" + random.nextInt(8),
              random.nextBoolean(),
              random.nextInt(3) == 0,
              random.nextInt(10) == 0));
    }
    ThresholdFlow.Rearm[] rearms = ThresholdFlow.Rearm.values();
    threshold =
        new Threshold(
            2 + random.nextInt(3),
            seconds(4 + random.nextInt(20)),
            rearms[random.nextInt(rearms.length)],
            random.nextBoolean());
    memory =
        new Memory(
            seconds(random.nextInt(6)),
            seconds(1 + random.nextInt(5)),
            seconds(5 + random.nextInt(20)));
  }

  private static long seconds(int n) {
    return n * Times.SECOND;
  }

  private static Stage stage(String name, Random random) {
    List<Rule> rules = new ArrayList<>();
    Kind[] kinds = Kind.values();
    for (int i = 0; i < 5 + random.nextInt(5); i++) {
      Kind kind = kinds[random.nextInt(kinds.length)];
      rules.add(
          new Rule(
              kind,
              "w" + random.nextInt(8),
              random.nextBoolean() ? Outcome.COMPLETED : Outcome.FAILED,
              "end " + i,
              random.nextInt(3) == 0,
              random.nextInt(3) == 0,
              random.nextInt(4) == 0 ? "tag" + i : null,
              random.nextInt(3) == 0
                  ? Change.values()[random.nextInt(Change.values().length)]
                  : Change.KEEP,
              "said " + i,
              random.nextInt(3) > 0 ? null : random.nextInt(5) > 0 ? "Counted" : "Reset"));
    }
    // What the module must have for its definition to be right.
    rules.add(
        new Rule(
            Kind.OPEN,
            "w9",
            Outcome.COMPLETED,
            "",
            true,
            true,
            "tagged",
            Change.KEEP,
            "",
            "Counted"));
    rules.add(
        new Rule(
            Kind.STEP, "w9", Outcome.COMPLETED, "", false, false, null, Change.KEEP, "", "Reset"));
    boolean byIdle = random.nextBoolean();
    long idle = byIdle || random.nextInt(3) == 0 ? seconds(3 + random.nextInt(15)) : 0;
    long total = !byIdle || random.nextInt(3) == 0 ? seconds(3 + random.nextInt(30)) : 0;
    long trail = random.nextInt(3) == 0 ? seconds(1 + random.nextInt(2)) : 0;
    List<String> key =
        switch (random.nextInt(3)) {
          case 0 -> List.of("host", "procId");
          case 1 -> List.of("procId");
          default -> List.of("v");
        };
    return new Stage(name, key, rules, idle, random.nextBoolean(), total, trail);
  }

  /** Holds what the plain model's memory holds. */
  static final class Remembered extends State {
    int n;
  }

  @Override
  public void define(Flow flow, TestRun.NoSettings settings) {
    for (Stage s : transactions) {
      TransactionFlow t =
          flow.transaction(s.name(), Select.all(), Tx.class)
              .key(
                  s.keyParts().stream()
                      .map(p ->
                          switch (p) {
                            case "host" -> KeyPart.HOST;
                            case "procId" -> KeyPart.PROC_ID;
                            default -> KeyPart.of(p);
                          })
                      .toArray(KeyPart[]::new));
      s.rules().forEach(r -> add(t, r));
      if (s.idle() > 0) {
        if (s.quiet()) {
          t.quiet(Duration.ofNanos(s.idle()));
        } else {
          t.idle(Duration.ofNanos(s.idle()));
        }
      }
      if (s.total() > 0) {
        t.total(Duration.ofNanos(s.total()));
      }
      t.trail(Duration.ofNanos(s.trail()));
      if (s.name().equals("tx0")) {
        t.tally("done", Outcome.COMPLETED).tally("failed", Outcome.FAILED);
      }
    }
    EachFlow each = flow.each("each", Select.all());
    for (Taken t : taken) {
      each.on(
          Pattern.of(t.word() + " {v:word}"), Value.class, (v, record, c) -> take(t, v, record, c));
    }
    flow.threshold("alarm", Alarm.class)
        .of(Counted.class)
        .key("v")
        .count(threshold.limit(), Duration.ofNanos(threshold.window()))
        .rearm(threshold.rearm())
        .reset(Reset.class, threshold.resets());
    StageFlow<Remembered> m = flow.stage("memory", Remembered::new).key("v");
    m.on(
        Counted.class,
        (f, state, context) -> {
          context.emit(new Seen(++state.n));
          context.in("t", Duration.ofNanos(memory.first()));
          if (state.n % 7 == 0) {
            context.forget();
          }
        });
    m.onKnown(
        Alarm.class,
        (a, state, context) -> {
          context.emit(new Seen(500 + state.n));
          context.cancel("t");
        });
    m.onKnown(Tx.class, (t, state, context) -> context.emit(new Seen(700 + state.n)));
    m.onTimer(
        "t",
        (state, context) -> {
          context.emit(new Seen(-state.n));
          state.n++;
          if (state.n % 3 != 0) {
            context.in("t", Duration.ofNanos(memory.second()));
          }
        });
    m.idle(Duration.ofNanos(memory.idle()), (state, c) -> c.emit(new Seen(1000 + state.n)));
    m.atEnd((state, c) -> c.emit(new Seen(2000 + state.n)));
    flow.statistics(Minute.class, Calendar.everyMinutes(1));
  }

  private static void take(Taken t, Value v, LogRecord record, Context c) {
    c.count("taken");
    if (t.tells()) {
      c.tell(new Counted(String.valueOf(v.v())));
    }
    if (t.emits()) {
      c.emit(new Seen(3000));
      c.emit(new Alarm(v.v() + " " + v.host(), record.text().length()));
    }
    if (t.fails()) {
      throw new IllegalStateException("drawn to fail");
    }
  }

  private static void add(TransactionFlow t, Rule r) {
    Pattern pattern = Pattern.of(r.word() + " {v:word}");
    Consumer<Step> step =
        s -> {
          if (r.counts()) {
            s.count("n");
          }
          if (r.times()) {
            s.time("at");
          }
          if (r.tag() != null) {
            s.set("tag", r.tag());
          }
          switch (r.change()) {
            case SET -> s.reason(r.newReason());
            case SET_IF_NONE -> s.reasonIfNone(r.newReason());
            case CLEAR -> s.noReason();
            case KEEP -> {}
          }
          if (r.tells() != null) {
            s.tell(r.tells().equals("Reset") ? Reset.class : Counted.class);
          }
        };
    switch (r.kind()) {
      case LEAD -> t.lead(pattern, step);
      case OPEN -> t.open(pattern, step);
      case START -> t.start(pattern, step);
      case STEP -> t.step(pattern, step);
      case END -> t.end(r.outcome(), r.reason(), pattern, step);
      case OPEN_AND_END -> t.openAndEnd(r.outcome(), r.reason(), pattern, step);
      case END_IF_OPEN -> t.endIfOpen(r.outcome(), r.reason(), pattern, step);
      case AGAIN -> t.again(r.outcome(), r.reason(), pattern, step);
    }
  }

  /** An event as a text that both sides can make. */
  static String text(
      long tau,
      String stage,
      String key,
      Object body,
      @Nullable Outcome outcome,
      @Nullable String reason,
      long began,
      long ended,
      long records,
      boolean partial,
      @Nullable String record) {
    return Times.instant(tau)
        + " "
        + stage
        + key
        + " "
        + body
        + " "
        + outcome
        + " ("
        + reason
        + ") "
        + Times.instant(began)
        + ".."
        + Times.instant(ended)
        + " "
        + records
        + (partial ? " partial" : "")
        + " <"
        + record
        + ">";
  }
}
