package dev.correlator.core;

import static java.util.Objects.requireNonNull;

import dev.correlator.api.Context;
import dev.correlator.api.EachFlow;
import dev.correlator.api.LogRecord;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The description of a stage that takes each record by itself. */
final class EachSpec extends RecordSpec implements EachFlow {

  /**
   * What is done with the records of a rule.
   *
   * @param shape of the values that the code takes, or null where it takes none
   * @param sources where its components come from
   * @param call takes the values, or null
   */
  @SuppressWarnings("ArrayRecordComponent") // filled once, never compared
  record Taking(@Nullable RecordShape shape, Rule.FactSource[] sources, Call call) {}

  /** Code, whatever the class of the values that it takes. */
  interface Call {
    void on(@Nullable Object values, LogRecord record, Context context);
  }

  /** By the number of the rule in the stage. */
  final List<Taking> takings = new ArrayList<>();

  final StateSpec.Sending sending;

  EachSpec(ModuleSpec module, String name, Select select) {
    super(module, name, select);
    sending = new StateSpec.Sending(this);
  }

  @Override
  public EachFlow on(Pattern pattern, Action action) {
    return add(pattern, new Taking(null, new Rule.FactSource[0], (v, r, c) -> action.on(r, c)));
  }

  @Override
  public <V extends Record> EachFlow on(Pattern pattern, Class<V> values, ValueAction<V> action) {
    RecordShape shape = module.shape(values);
    return add(
        pattern,
        new Taking(
            shape,
            new Rule.FactSource[shape.names.length],
            (v, r, c) -> action.on(values.cast(requireNonNull(v)), r, c)));
  }

  private EachFlow add(Pattern pattern, Taking taking) {
    rules.add(new Rule(Rule.Kind.EACH, pattern, Outcome.COMPLETED, -1, module.place()));
    takings.add(taking);
    return this;
  }

  @Override
  void check() {
    if (rules.isEmpty()) {
      problem("takes nothing: on(...) is missing");
    }
    for (int i = 0; i < takings.size(); i++) {
      RecordShape shape = takings.get(i).shape();
      if (shape != null) {
        resolve(rules.get(i), shape, takings.get(i).sources());
      }
    }
  }

  private void resolve(Rule rule, RecordShape shape, Rule.FactSource[] sources) {
    for (int c = 0; c < sources.length; c++) {
      Rule.FactSource source = hole(rule, shape, c);
      source = source != null ? source : field(shape, c);
      sources[c] = source != null ? source : unfilled(rule, shape, c, List.of(), rule.place);
    }
  }

  @Override
  boolean sendsFromCode() {
    return true;
  }

  @Override
  List<Class<?>> sends() {
    return List.of();
  }

  @Override
  void link(Links links) {
    sending.links = links;
  }

  @Override
  Stage create(Shard shard) {
    return new EachStage(this, shard);
  }
}
