package dev.correlator.core;

import dev.correlator.api.Fact;
import dev.correlator.api.KeyPart;
import dev.correlator.api.Outcome;
import dev.correlator.api.Select;
import dev.correlator.api.Step;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

/** Takes what a record does beside filling the holes. */
final class StepSpec implements Step {

  private static final int WHERES_MAX = 16;

  private final TransactionSpec stage;
  private final Rule rule;

  StepSpec(TransactionSpec stage, Rule rule) {
    this.stage = stage;
    this.rule = rule;
  }

  @Override
  public Step count(String name) {
    int c = stage.filled("count", name, RecordShape.Kind.INT, RecordShape.Kind.LONG);
    rule.counts = append(rule.counts, c);
    return this;
  }

  @Override
  public Step tally(String metric) {
    rule.tallies = append(rule.tallies, stage.module.tallied(metric));
    return this;
  }

  @Override
  public Step time(String name) {
    rule.times = append(rule.times, stage.filled("time", name, RecordShape.Kind.INSTANT));
    return this;
  }

  @Override
  public Step keep(String... names) {
    RecordShape.Kind[] kinds = {RecordShape.Kind.TEXT, RecordShape.Kind.INT, RecordShape.Kind.LONG};
    rule.keepsPlace = stage.module.place();
    for (String name : names) {
      rule.keeps = append(rule.keeps, stage.component("keep", name, kinds));
    }
    return this;
  }

  @Override
  public Step unless(String name) {
    rule.unless = stage.component("unless", name, RecordShape.Kind.values());
    return this;
  }

  @Override
  public Step total(Duration total, Outcome outcome, String reason) {
    stage.checkOutcome(outcome);
    int why = stage.reason(reason);
    rule.limit =
        stage.limit(new TransactionSpec.Limit(stage.positive("total", total), outcome, why));
    return this;
  }

  @Override
  public Step key(KeyPart... parts) {
    if (parts.length < 1 || parts.length > 4) {
      stage.problem("a key has 1 to 4 parts, not " + parts.length);
    }
    rule.ownKey = parts.clone();
    rule.keyPlace = stage.module.place();
    return this;
  }

  @Override
  public Step where(String name, Consumer<Step> further) {
    return where("where", name, true, further);
  }

  @Override
  public Step whereEmpty(String name, Consumer<Step> further) {
    return where("whereEmpty", name, false, further);
  }

  private Step where(String said, String name, boolean filled, Consumer<Step> further) {
    int c = stage.component(said, name, RecordShape.Kind.values());
    Rule effects = new Rule(rule.kind, rule.pattern, rule.outcome, rule.reason, rule.place);
    further.accept(new StepSpec(stage, effects));
    if (effects.unless >= 0
        || effects.limit >= 0
        || effects.ownKey.length > 0
        || effects.tells.length > 0
        || effects.leftOut.length > 0
        || effects.wheres.length > 0
        || effects.apps != null
        || effects.aside) {
      stage.problem(
          said
              + "('"
              + name
              + "', ...) takes count, tally, time, keep, set, reason and noReason alone");
    }
    if (rule.wheres.length == WHERES_MAX) {
      stage.problem(said + "(...) is said more than " + WHERES_MAX + " times of one record");
      return this;
    }
    rule.wheres = Arrays.copyOf(rule.wheres, rule.wheres.length + 1);
    rule.wheres[rule.wheres.length - 1] = new Rule.Where(c, filled, effects);
    return this;
  }

  @Override
  public Step only(Select apps) {
    if (!Router.isByApp(apps)) {
      stage.problem("only(...) asks for more than the application of a record");
    }
    rule.apps = apps;
    return this;
  }

  @Override
  public Step aside() {
    if (rule.kind != Rule.Kind.STEP && rule.kind != Rule.Kind.END_IF_OPEN) {
      stage.problem("aside() at a rule whose record may be a transaction's only one");
    }
    rule.aside = true;
    return this;
  }

  @Override
  public Step set(String name, String value) {
    int c = stage.filled("set", name, RecordShape.Kind.TEXT);
    rule.setComponents = append(rule.setComponents, c);
    rule.setTexts = Arrays.copyOf(rule.setTexts, rule.setTexts.length + 1);
    rule.setTexts[rule.setTexts.length - 1] = Bytes.utf8(value);
    return this;
  }

  @Override
  public Step reason(String reason) {
    rule.reasonChange = Rule.ReasonChange.SET;
    rule.newReason = stage.reason(reason);
    return this;
  }

  @Override
  public Step reasonIfNone(String reason) {
    rule.reasonChange = Rule.ReasonChange.SET_IF_NONE;
    rule.newReason = stage.reason(reason);
    return this;
  }

  @Override
  public Step noReason() {
    rule.reasonChange = Rule.ReasonChange.CLEAR;
    return this;
  }

  @Override
  public Step tell(Class<? extends Fact> fact) {
    RecordShape shape = stage.module.shape(fact);
    int n = stage.told.size();
    stage.told.add(shape);
    rule.tells = Arrays.copyOf(rule.tells, rule.tells.length + 1);
    rule.tells[rule.tells.length - 1] =
        new Rule.Tell(n, shape, new Rule.FactSource[shape.names.length], stage.module.place());
    return this;
  }

  @Override
  public Step leftOut(String setting, Enum<?> choice) {
    rule.leftOut = append(rule.leftOut, stage.module.leftOut(setting, choice));
    return this;
  }

  private static int[] append(int[] a, int v) {
    int[] b = Arrays.copyOf(a, a.length + 1);
    b[a.length] = v;
    return b;
  }
}
