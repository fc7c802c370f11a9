package dev.correlator.core;

import dev.correlator.api.Fact;
import dev.correlator.api.Field;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The description of a transaction. */
final class TransactionSpec extends RecordSpec implements TransactionFlow {

  static final int MAX_KEYS = 200_000;
  static final int MAX_KEYS_LEAST = 50_000;
  private static final int TOLD_MAX = 64;
  private static final int LIMITS_MAX = 16;
  private static final int WHERES_MAX = 16;

  /**
   * How long a transaction has.
   *
   * @param nanos from the record on that sets it
   * @param outcome what it is when that is over
   * @param reason why
   */
  record Limit(long nanos, Outcome outcome, int reason) {}

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

  private KeyPart[] key = {};
  private String[] ranked = {};
  private final Set<Integer> filled = new HashSet<>();

  TransactionSpec(ModuleSpec module, String name, Select select, EventSpec event) {
    super(module, name, select);
    this.event = event;
  }

  @Override
  public TransactionFlow key(KeyPart... parts) {
    if (parts.length < 1 || parts.length > 4) {
      problem("a key has 1 to 4 parts, not " + parts.length);
    }
    key = parts.clone();
    return this;
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
    checkOutcome(outcome);
    Rule rule = new Rule(kind, pattern, outcome, reason == null ? -1 : reason(reason));
    rules.add(rule);
    step.accept(new StepSpec(rule));
    return this;
  }

  private void checkOutcome(Outcome outcome) {
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
  public TransactionFlow trail(Duration trail) {
    trailNanos = Times.nanos(trail);
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
    int reason = reason("no end within " + text(total));
    firstLimit = limit(new Limit(positive("total", total), Outcome.TIMED_OUT, reason));
    return this;
  }

  private int limit(Limit limit) {
    int i = limits.indexOf(limit);
    if (i < 0) {
      limits.add(limit);
      i = limits.size() - 1;
    }
    return i;
  }

  @Override
  public TransactionFlow reasons(String... firstToLast) {
    ranked = firstToLast.clone();
    return this;
  }

  private long positive(String what, Duration d) {
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

  private int filled(String what, String name, RecordShape.Kind... kinds) {
    int c = component(what, name, kinds);
    filled.add(c);
    return c;
  }

  private int component(String what, String name, RecordShape.Kind... kinds) {
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
      problem("trail(...) must be shorter than idle(...) or quiet(...)");
    }
    if (told.size() > TOLD_MAX) {
      problem("tells more than " + TOLD_MAX + " facts");
    }
    if (limits.size() > LIMITS_MAX) {
      problem("sets more than " + LIMITS_MAX + " different times to be over");
    }
    for (Rule r : rules) {
      checkRule(r);
    }
    rank();
    if (chain == null || chain.event.shape != event.shape) {
      for (int c = 0; c < event.shape.names.length; c++) {
        if (!filled.contains(c)) {
          problem(
              "nothing fills the component '"
                  + event.shape.names[c]
                  + "' of "
                  + event.identity
                  + ": no hole has its name");
        }
      }
    }
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
                + ModuleSpec.didYouMean(ranked[i], reasons));
      } else {
        ranks[reason] = i;
      }
    }
  }

  private KeySource keySource(Rule r, List<String> holes) {
    KeyPart[] of = r.ownKey.length > 0 ? r.ownKey : key;
    int[] parts = new int[of.length];
    for (int i = 0; i < of.length; i++) {
      parts[i] =
          switch (of[i]) {
            case KeyPart.OfField f -> -RecordCursor.cellOf(f.field());
            case KeyPart.OfName n -> holes.indexOf(n.name());
          };
      if (of[i] instanceof KeyPart.OfName n && parts[i] < 0) {
        problem("the key's '" + n.name() + "' is no hole of \"" + r.pattern + "\"");
        parts[i] = 0;
      }
    }
    return new KeySource(parts);
  }

  private void checkRule(Rule r) {
    List<String> holes = r.pattern.holes().stream().map(h -> h.name()).toList();
    r.key = keySource(r, holes);
    List<int[]> copies = new ArrayList<>();
    for (int h = 0; h < holes.size(); h++) {
      int c = event.shape.component(holes.get(h));
      if (c >= 0) {
        checkHole(r.pattern, h, event.shape, c);
        copies.add(new int[] {h, c});
        filled.add(c);
      }
    }
    for (Field f : Field.values()) {
      int c = event.shape.component(f.component());
      if (c >= 0
          && event.shape.kinds[c] == RecordShape.Kind.TEXT
          && !holes.contains(f.component())) {
        r.copyFields = append(r.copyFields, RecordCursor.cellOf(f));
        r.fieldComponents = append(r.fieldComponents, c);
        filled.add(c);
      }
    }
    r.copyHoles = copies.stream().mapToInt(c -> c[0]).toArray();
    r.copyComponents = copies.stream().mapToInt(c -> c[1]).toArray();
    r.copyKeeps = new boolean[copies.size()];
    for (int keep : r.keeps) {
      int copy = indexOf(r.copyComponents, keep);
      if (copy < 0) {
        String name = event.shape.names[keep];
        problem("keep('" + name + "'): no hole of \"" + r.pattern + "\" has this name");
      } else {
        r.copyKeeps[copy] = true;
      }
    }
    if (link != null) {
      r.link = event.shape.component(link);
    }
    for (Rule.Tell t : r.tells) {
      checkTell(r, t);
    }
  }

  private void checkTell(Rule r, Rule.Tell t) {
    for (int i = 0; i < t.sources().length; i++) {
      Rule.FactSource source = hole(r, t.shape(), i);
      source = source != null ? source : component(t.shape(), i);
      source = source != null ? source : field(t.shape(), i);
      t.sources()[i] = source != null ? source : unfilled(r, t.shape(), i);
    }
  }

  /** The component of the transaction that fills one of a fact, or null. */
  private Rule.@Nullable FactSource component(RecordShape fact, int component) {
    int c = event.shape.component(fact.names[component]);
    if (c < 0) {
      return null;
    }
    if (event.shape.kinds[c] != fact.kinds[component]) {
      problem(
          fact.type.getSimpleName()
              + "."
              + fact.names[component]
              + " differs in type from that of "
              + event.identity);
    }
    return new Rule.FactSource(Rule.FactSource.Of.COMPONENT, c);
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

  private static int indexOf(int[] a, int v) {
    for (int i = 0; i < a.length; i++) {
      if (a[i] == v) {
        return i;
      }
    }
    return -1;
  }

  private static int[] append(int[] a, int v) {
    int[] b = Arrays.copyOf(a, a.length + 1);
    b[a.length] = v;
    return b;
  }

  /** Takes what a record does beside filling the holes. */
  private final class StepSpec implements Step {

    private final Rule rule;

    StepSpec(Rule rule) {
      this.rule = rule;
    }

    @Override
    public Step count(String name) {
      int c = filled("count", name, RecordShape.Kind.INT, RecordShape.Kind.LONG);
      rule.counts = append(rule.counts, c);
      return this;
    }

    @Override
    public Step tally(String metric) {
      rule.tallies = append(rule.tallies, module.tallied(metric));
      return this;
    }

    @Override
    public Step time(String name) {
      rule.times = append(rule.times, filled("time", name, RecordShape.Kind.INSTANT));
      return this;
    }

    @Override
    public Step keep(String... names) {
      RecordShape.Kind[] kinds = {
        RecordShape.Kind.TEXT, RecordShape.Kind.INT, RecordShape.Kind.LONG
      };
      for (String name : names) {
        rule.keeps = append(rule.keeps, component("keep", name, kinds));
      }
      return this;
    }

    @Override
    public Step unless(String name) {
      rule.unless = component("unless", name, RecordShape.Kind.values());
      return this;
    }

    @Override
    public Step total(Duration total, Outcome outcome, String reason) {
      checkOutcome(outcome);
      int why = TransactionSpec.this.reason(reason);
      rule.limit = limit(new Limit(positive("total", total), outcome, why));
      return this;
    }

    @Override
    public Step key(KeyPart... parts) {
      if (parts.length < 1 || parts.length > 4) {
        problem("a key has 1 to 4 parts, not " + parts.length);
      }
      rule.ownKey = parts.clone();
      return this;
    }

    @Override
    public Step where(String name, Consumer<Step> further) {
      int c = component("where", name, RecordShape.Kind.values());
      Rule effects = new Rule(rule.kind, rule.pattern, rule.outcome, rule.reason);
      further.accept(new StepSpec(effects));
      if (effects.keeps.length > 0
          || effects.unless >= 0
          || effects.limit >= 0
          || effects.ownKey.length > 0
          || effects.tells.length > 0
          || effects.wheres.length > 0
          || effects.apps != null
          || effects.aside) {
        problem(
            "where('" + name + "', ...) takes count, tally, time, set, reason and noReason alone");
      }
      if (rule.wheres.length == WHERES_MAX) {
        problem("where(...) is said more than " + WHERES_MAX + " times of one record");
        return this;
      }
      rule.wheres = Arrays.copyOf(rule.wheres, rule.wheres.length + 1);
      rule.wheres[rule.wheres.length - 1] = new Rule.Where(c, effects);
      return this;
    }

    @Override
    public Step only(Select apps) {
      if (!Router.isByApp(apps)) {
        problem("only(...) asks for more than the application of a record");
      }
      rule.apps = apps;
      return this;
    }

    @Override
    public Step aside() {
      if (rule.kind != Rule.Kind.STEP && rule.kind != Rule.Kind.END_IF_OPEN) {
        problem("aside() at a rule whose record may be a transaction's only one");
      }
      rule.aside = true;
      return this;
    }

    @Override
    public Step set(String name, String value) {
      int c = filled("set", name, RecordShape.Kind.TEXT);
      rule.setComponents = append(rule.setComponents, c);
      rule.setTexts = Arrays.copyOf(rule.setTexts, rule.setTexts.length + 1);
      rule.setTexts[rule.setTexts.length - 1] = Bytes.utf8(value);
      return this;
    }

    @Override
    public Step reason(String reason) {
      rule.reasonChange = Rule.ReasonChange.SET;
      rule.newReason = TransactionSpec.this.reason(reason);
      return this;
    }

    @Override
    public Step reasonIfNone(String reason) {
      rule.reasonChange = Rule.ReasonChange.SET_IF_NONE;
      rule.newReason = TransactionSpec.this.reason(reason);
      return this;
    }

    @Override
    public Step noReason() {
      rule.reasonChange = Rule.ReasonChange.CLEAR;
      return this;
    }

    @Override
    public Step tell(Class<? extends Fact> fact) {
      RecordShape shape = module.shape(fact);
      int n = told.size();
      told.add(shape);
      rule.tells = Arrays.copyOf(rule.tells, rule.tells.length + 1);
      rule.tells[rule.tells.length - 1] =
          new Rule.Tell(n, shape, new Rule.FactSource[shape.names.length]);
      return this;
    }
  }
}
