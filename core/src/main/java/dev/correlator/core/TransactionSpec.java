package dev.correlator.core;

import dev.correlator.api.KeyPart;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.Step;
import dev.correlator.api.TransactionEvent;
import dev.correlator.api.TransactionFlow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The description of a transaction. */
final class TransactionSpec extends RecordSpec implements TransactionFlow {

  static final int MAX_KEYS = 200_000;
  static final int MAX_KEYS_LEAST = 50_000;
  private static final int TOLD_MAX = 64;
  private static final int LIMITS_MAX = 16;

  /**
   * How long a transaction has.
   *
   * @param nanos from the record on that sets it
   * @param outcome what it is when that is over
   * @param reason why
   */
  record Limit(long nanos, Outcome outcome, int reason) {

    boolean isAs(Limit other) {
      return nanos == other.nanos && outcome == other.outcome && reason == other.reason;
    }
  }

  final EventSpec event;
  final List<String> reasons = new ArrayList<>();
  final Map<Outcome, Integer> tallies = new EnumMap<>(Outcome.class);
  final List<RecordShape> told = new ArrayList<>();
  int[][] factConsumers = {};
  int[] eventConsumers = {};
  long trailNanos;
  long idleNanos = Long.MAX_VALUE;
  int idleReason = -1;

  /** How long transactions have: the number is kept in them. */
  final List<Limit> limits = new ArrayList<>();

  /** The limit that applies from the first record on, or -1. */
  int firstLimit = -1;

  /** For each reason its place in the order of precedence. */
  int[] ranks = {};

  int maxKeys = MAX_KEYS;

  /** Whether silence is how it ends, and no fault. */
  boolean quiet;

  /** The chain that this is a leg of, or null. */
  @Nullable ChainSpec chain;

  /** Which leg it is. */
  int leg;

  /** The component of the event that names the next leg's id, or null. */
  @Nullable String link;

  KeyPart[] key = {};
  private String[] ranked = {};

  // Where each is declared; empty where no places are told.
  private String keyPlace = "";
  private String rankedPlace = "";
  private String trailPlace = "";

  /** The same of {@link #link}, in the chain. */
  String linkPlace = "";

  /** The components that something fills. */
  final Set<Integer> filled = new HashSet<>();

  TransactionSpec(ModuleSpec module, String name, Select select, EventSpec event) {
    super(module, name, select);
    this.event = event;
  }

  @Override
  public TransactionFlow key(KeyPart... parts) {
    if (parts.length < 1 || parts.length > 4) {
      problem("a key has 1 to 4 parts, not " + parts.length);
    }
    if (key.length > 0) {
      problem("is given key(...) twice");
    }
    key = parts.clone();
    keyPlace = module.place();
    return this;
  }

  String keyPlace() {
    return keyPlace;
  }

  int keyParts() {
    return key.length;
  }

  private TransactionFlow rule(
      Rule.Kind kind,
      Pattern pattern,
      Outcome outcome,
      @Nullable String reason,
      Consumer<Step> step) {
    Objects.requireNonNull(pattern, "pattern");
    checkOutcome(Objects.requireNonNull(outcome, "outcome"));
    int why = reason == null ? -1 : reason(reason);
    Rule rule = new Rule(kind, pattern, outcome, why, module.place());
    rules.add(rule);
    step.accept(new StepSpec(this, rule));
    return this;
  }

  void checkOutcome(Outcome outcome) {
    if (outcome == Outcome.SUPERSEDED
        || outcome == Outcome.END_WITHOUT_START
        || outcome == Outcome.EVICTED
        || outcome == Outcome.OPEN_AT_END) {
      problem("a rule cannot end a transaction as " + outcome);
    }
  }

  @Override
  public TransactionFlow lead(Pattern pattern, Consumer<Step> step) {
    return rule(Rule.Kind.LEAD, pattern, Outcome.COMPLETED, null, step);
  }

  @Override
  public TransactionFlow open(Pattern pattern, Consumer<Step> step) {
    return rule(Rule.Kind.OPEN, pattern, Outcome.COMPLETED, null, step);
  }

  @Override
  public TransactionFlow start(Pattern pattern, Consumer<Step> step) {
    return rule(Rule.Kind.START, pattern, Outcome.COMPLETED, null, step);
  }

  @Override
  public TransactionFlow step(Pattern pattern, Consumer<Step> step) {
    return rule(Rule.Kind.STEP, pattern, Outcome.COMPLETED, null, step);
  }

  @Override
  public TransactionFlow end(Outcome outcome, String reason, Pattern pattern, Consumer<Step> step) {
    return rule(Rule.Kind.END, pattern, outcome, reason, step);
  }

  @Override
  public TransactionFlow endOrFail(String reason, Pattern pattern, Consumer<Step> step) {
    rule(Rule.Kind.END, pattern, Outcome.COMPLETED, reason, step);
    rules.getLast().failsByReason = true;
    return this;
  }

  @Override
  public TransactionFlow openAndEnd(
      Outcome outcome, String reason, Pattern pattern, Consumer<Step> step) {
    return rule(Rule.Kind.OPEN_AND_END, pattern, outcome, reason, step);
  }

  @Override
  public TransactionFlow endIfOpen(
      Outcome outcome, String reason, Pattern pattern, Consumer<Step> step) {
    return rule(Rule.Kind.END_IF_OPEN, pattern, outcome, reason, step);
  }

  @Override
  public TransactionFlow again(
      Outcome outcome, String reason, Pattern pattern, Consumer<Step> step) {
    return rule(Rule.Kind.AGAIN, pattern, outcome, reason, step);
  }

  @Override
  public TransactionFlow trail(Duration trail) {
    trailNanos = Times.nanos(Objects.requireNonNull(trail, "trail"));
    trailPlace = module.place();
    if (trailNanos < 0) {
      problem("trail(" + trail + ") is less than 0");
    }
    return this;
  }

  @Override
  public TransactionFlow idle(Duration idle) {
    silence("idle", idle);
    return this;
  }

  @Override
  public TransactionFlow quiet(Duration silence) {
    silence("quiet", silence);
    quiet = true;
    return this;
  }

  private void silence(String what, Duration silence) {
    if (idleNanos != Long.MAX_VALUE) {
      problem("is given idle(...) or quiet(...) twice");
    }
    idleNanos = positive(what, silence);
    idleReason = reason("no record for " + text(silence));
  }

  @Override
  public TransactionFlow total(Duration total) {
    if (firstLimit >= 0) {
      problem("is given total(...) twice");
    }
    int reason = reason("no end within " + text(Objects.requireNonNull(total, "total")));
    firstLimit = limit(new Limit(positive("total", total), Outcome.TIMED_OUT, reason));
    return this;
  }

  int limit(Limit limit) {
    for (int i = 0; i < limits.size(); i++) {
      if (limits.get(i).isAs(limit)) {
        return i;
      }
    }
    limits.add(limit);
    return limits.size() - 1;
  }

  @Override
  public TransactionFlow reasons(String... firstToLast) {
    ranked = firstToLast.clone();
    rankedPlace = module.place();
    return this;
  }

  long positive(String what, Duration d) {
    Objects.requireNonNull(d, what);
    if (d.isNegative() || d.isZero()) {
      problem(what + "(" + d + ") is not more than 0");
    }
    return Times.nanos(d);
  }

  /** As in {@code 1d12h}. */
  static String text(Duration d) {
    if (d.toDays() > 0 && d.equals(Duration.ofDays(d.toDays()))) {
      return d.toDays() + "d";
    }
    return d.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public TransactionFlow retryKey(String... components) {
    List<String> unknown = new ArrayList<>();
    event.retryKey(components, unknown);
    unknown.forEach(u -> noComponent("retryKey", u));
    return this;
  }

  @Override
  public TransactionFlow tally(String metric, Outcome outcome) {
    tallies.put(outcome, module.tallied(metric));
    return this;
  }

  @Override
  public TransactionFlow maxKeys(int keys) {
    maxKeys = checkMaxKeys(this, keys);
    return this;
  }

  static int checkMaxKeys(StageSpec stage, int keys) {
    if (keys < MAX_KEYS_LEAST) {
      stage.problem("maxKeys(" + keys + ") is less than " + MAX_KEYS_LEAST);
    }
    return keys;
  }

  /** The number of a reason. */
  int reason(String reason) {
    int i = reasons.indexOf(reason);
    if (i < 0) {
      reasons.add(reason);
      i = reasons.size() - 1;
    }
    return i;
  }

  private void noComponent(String what, String name) {
    problem(
        what
            + "('"
            + name
            + "'): no component '"
            + name
            + "' in "
            + event.identity
            + ModuleSpec.didYouMean(name, Arrays.asList(event.shape.names)));
  }

  int filled(String what, String name, RecordShape.Kind... kinds) {
    int c = component(what, name, kinds);
    filled.add(c);
    return c;
  }

  int component(String what, String name, RecordShape.Kind... kinds) {
    int c = event.shape.component(name);
    if (c < 0) {
      noComponent(what, name);
      return 0;
    }
    if (!Arrays.asList(kinds).contains(event.shape.kinds[c])) {
      problem(
          what
              + "('"
              + name
              + "'): the component is of type "
              + event.shape.kinds[c]
              + ", not "
              + Arrays.toString(kinds));
    }
    return c;
  }

  @Override
  void check() {
    if (key.length == 0) {
      problem("has no key");
    }
    boolean isTransaction = TransactionEvent.class.isAssignableFrom(event.shape.type);
    if (!isTransaction && (chain == null || chain.succession == null)) {
      problem(event.identity + " is no TransactionEvent");
    }
    if (rules.isEmpty()) {
      problem("has no rules");
    }
    if (idleNanos == Long.MAX_VALUE && firstLimit < 0) {
      problem("must be given an end: idle(...), quiet(...) or total(...)");
    }
    if (trailNanos >= idleNanos) {
      problem("trail(...) must be shorter than idle(...) or quiet(...)", trailPlace);
    }
    if (told.size() > TOLD_MAX) {
      problem("tells more than " + TOLD_MAX + " facts");
    }
    if (limits.size() > LIMITS_MAX) {
      problem("sets more than " + LIMITS_MAX + " different times to be over");
    }
    RuleBinding binding = new RuleBinding(this);
    rules.forEach(binding::bind);
    rank();
    if (chain == null || chain.event.shape != event.shape) {
      for (int c = 0; c < event.shape.names.length; c++) {
        if (!filled.contains(c)) {
          unfilled(event.shape.names[c]);
        }
      }
    }
  }

  /** Says that nothing fills a component, where a hole was probably meant to. */
  private void unfilled(String component) {
    Map<String, String> others = new LinkedHashMap<>();
    for (Rule r : rules) {
      for (Pattern.Hole h : r.pattern.holes()) {
        if (event.shape.component(h.name()) < 0) {
          others.putIfAbsent(h.name(), r.place);
        }
      }
    }
    String meant = ModuleSpec.nearest(component, others.keySet());
    problem(
        "nothing fills the component '"
            + component
            + "' of "
            + event.identity
            + ": no hole has its name"
            + ModuleSpec.didYouMean(component, others.keySet()),
        meant == null ? "" : others.getOrDefault(meant, ""));
  }

  private void rank() {
    ranks = new int[reasons.size()];
    Arrays.fill(ranks, ranked.length);
    for (int i = 0; i < ranked.length; i++) {
      int reason = reasons.indexOf(ranked[i]);
      if (reason < 0) {
        problem(
            "reasons(...): no rule gives the reason '"
                + ranked[i]
                + "'"
                + ModuleSpec.didYouMean(ranked[i], reasons),
            rankedPlace);
      } else {
        ranks[reason] = i;
      }
    }
  }

  @Override
  List<Class<?>> sends() {
    List<Class<?>> sent = new ArrayList<>(classes(told));
    if (tellsEvents()) {
      sent.add(event.shape.type);
    }
    return sent;
  }

  /** Whether its own events are sent: those of legs are not, unless all are of one kind. */
  boolean tellsEvents() {
    return chain == null || chain.succession != null;
  }

  @Override
  String sendsText() {
    if (chain == null) {
      return super.sendsText();
    }
    return "leg of " + chain.name + (sends().isEmpty() ? "" : "," + names(sends()));
  }

  @Override
  void link(Links links) {
    factConsumers = new int[told.size()][];
    for (int i = 0; i < factConsumers.length; i++) {
      factConsumers[i] = links.consumers(this, told.get(i).type);
    }
    eventConsumers = tellsEvents() ? links.consumers(this, event.shape.type) : new int[0];
  }

  @Override
  Stage create(Shard shard) {
    return new TransactionStage(this, shard);
  }

  /** How long at most a transaction is open; where it has no such limit, how long in silence. */
  long lifeNanos() {
    if (firstLimit < 0) {
      return idleNanos;
    }
    long further = 0;
    for (Rule r : rules) {
      further = r.limit < 0 ? further : Math.max(further, limits.get(r.limit).nanos());
    }
    return Times.plus(firstNanos(), further);
  }

  /** How long at most a transaction is open whose records do not come. */
  long patienceNanos() {
    return Math.min(idleNanos, firstNanos());
  }

  private long firstNanos() {
    return firstLimit >= 0 ? limits.get(firstLimit).nanos() : Long.MAX_VALUE;
  }

  /** Whether these are the words for a limit of its own, which do not say what was limited. */
  boolean isLimit(@Nullable String reason) {
    return reason != null
        && (idleReason >= 0 && reason.equals(reasons.get(idleReason))
            || firstLimit >= 0 && reason.equals(reasons.get(limits.get(firstLimit).reason())));
  }

  /** Whether something fills the component of this name; known once it was checked. */
  boolean fills(String component) {
    return filled.contains(event.shape.component(component));
  }
}
