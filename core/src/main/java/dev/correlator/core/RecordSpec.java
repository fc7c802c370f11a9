package dev.correlator.core;

import dev.correlator.api.Field;
import dev.correlator.api.HoleType;
import dev.correlator.api.Select;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The description of a stage that takes records: which of them, and the rules for their texts. */
abstract class RecordSpec extends StageSpec {

  final Select select;
  final List<Rule> rules = new ArrayList<>();

  RecordSpec(ModuleSpec module, String name, Select select) {
    super(module, name);
    this.select = select;
  }

  /** A hole fills a text, and one for numbers a number too. */
  final void checkHole(Rule rule, int hole, RecordShape shape, int component) {
    boolean number = rule.pattern.holes().get(hole).type() == HoleType.INT;
    RecordShape.Kind kind = shape.kinds[component];
    boolean fits =
        kind == RecordShape.Kind.TEXT
            || number && (kind == RecordShape.Kind.INT || kind == RecordShape.Kind.LONG);
    if (!fits) {
      String name = shape.names[component];
      problem(
          "the hole '"
              + name
              + "' of \""
              + rule.pattern
              + "\" cannot fill "
              + shape.type.getSimpleName()
              + "."
              + name
              + " of type "
              + kind
              + (number ? "" : "; a number is written {" + name + ":int}"),
          rule.place);
    }
  }

  /** The hole of a rule that fills a component, or null. */
  final Rule.@Nullable FactSource hole(Rule rule, RecordShape shape, int component) {
    for (int h = 0; h < rule.holes; h++) {
      if (rule.pattern.holes().get(h).name().equals(shape.names[component])) {
        checkHole(rule, h, shape, component);
        return new Rule.FactSource(Rule.FactSource.Of.HOLE, h);
      }
    }
    return null;
  }

  /** The header field that fills a component, or null. */
  final Rule.@Nullable FactSource field(RecordShape shape, int component) {
    String name = shape.names[component];
    for (Field f : Field.values()) {
      if (f.component().equals(name)) {
        if (shape.kinds[component] != RecordShape.Kind.TEXT) {
          problem(shape.type.getSimpleName() + "." + name + " must be a String: a header field");
        }
        return new Rule.FactSource(Rule.FactSource.Of.FIELD, RecordCursor.cellOf(f));
      }
    }
    return null;
  }

  /**
   * Says that nothing fills a component; returns what is taken in its place.
   *
   * @param further names of what might have filled it, beside holes and header fields
   */
  final Rule.FactSource unfilled(
      Rule rule, RecordShape shape, int component, List<String> further, String at) {
    List<String> known = new ArrayList<>(further);
    rule.pattern.holes().forEach(h -> known.add(h.name()));
    for (Field f : Field.values()) {
      known.add(f.component());
    }
    problem(
        "nothing fills '"
            + shape.names[component]
            + "' of "
            + shape.type.getSimpleName()
            + " at \""
            + rule.pattern
            + "\""
            + ModuleSpec.didYouMean(shape.names[component], known),
        at);
    return new Rule.FactSource(Rule.FactSource.Of.FIELD, Cells.HOST);
  }
}
