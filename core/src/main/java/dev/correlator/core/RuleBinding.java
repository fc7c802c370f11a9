package dev.correlator.core;

import dev.correlator.api.Field;
import dev.correlator.api.KeyPart;
import dev.correlator.api.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Binds the rules of a transaction to the components of its event: what the holes and header fields
 * of a record fill, what makes up its key, and where the components of its facts come from.
 */
final class RuleBinding {

  private final TransactionSpec stage;
  private final RecordShape shape;

  /** The holes of all rules. */
  private final Set<String> holesOfAll = new LinkedHashSet<>();

  RuleBinding(TransactionSpec stage) {
    this.stage = stage;
    shape = stage.event.shape;
    for (Rule r : stage.rules) {
      r.pattern.holes().forEach(h -> holesOfAll.add(h.name()));
    }
  }

  void bind(Rule r) {
    List<String> holes = new ArrayList<>(r.holes);
    for (Pattern.Hole hole : r.pattern.holes()) {
      holes.add(hole.name());
    }
    r.key = keySource(r, holes);
    bindHoles(r, holes);
    bindFields(r);
    if (stage.link != null) {
      r.link = shape.component(stage.link);
    }
    for (Rule.Tell t : r.tells) {
      bindTell(r, t);
    }
  }

  private KeySource keySource(Rule r, List<String> holes) {
    KeyPart[] of = r.ownKey.length > 0 ? r.ownKey : stage.key;
    int[] parts = new int[of.length];
    int mayLack = 0;
    for (int i = 0; i < of.length; i++) {
      if (of[i] instanceof KeyPart.OfField f) {
        parts[i] = -RecordCursor.cellOf(f.field());
      } else if (of[i] instanceof KeyPart.OfFieldIfAny f) {
        parts[i] = -RecordCursor.cellOf(f.field());
        mayLack |= 1 << i;
      } else if (of[i] instanceof KeyPart.OfName n) {
        parts[i] = holes.indexOf(n.name());
        if (parts[i] < 0) {
          noHole(r, n.name(), holes);
          parts[i] = 0;
        }
      }
    }
    return new KeySource(parts, mayLack);
  }

  /** Says that a part of the key is no hole: it is misspelt in the key, or else in the pattern. */
  private void noHole(Rule r, String part, List<String> holes) {
    String what = "the key's '" + part + "' is no hole of \"";
    if (r.ownKey.length > 0) {
      stage.problem(what + r.pattern + "\"" + ModuleSpec.didYouMean(part, holes), r.keyPlace);
    } else if (holesOfAll.contains(part)) {
      stage.problem(what + r.pattern + "\"" + ModuleSpec.didYouMean(part, holes), r.place);
    } else {
      boolean one = stage.rules.size() == 1;
      stage.problem(
          what
              + stage.rules.getFirst().pattern
              + (one ? "\"" : "\", nor of any other pattern")
              + ModuleSpec.didYouMean(part, holesOfAll),
          stage.keyPlace());
    }
  }

  private void bindHoles(Rule r, List<String> holes) {
    List<Integer> copied = new ArrayList<>();
    List<Integer> components = new ArrayList<>();
    for (int h = 0; h < holes.size(); h++) {
      int c = shape.component(holes.get(h));
      if (c >= 0) {
        stage.checkHole(r, h, shape, c);
        copied.add(h);
        components.add(c);
      }
    }
    stage.filled.addAll(components);
    r.copyHoles = ints(copied);
    r.copyComponents = ints(components);
    r.copyKeeps = keeps(r.keeps, r, r.keepsPlace);
    for (Rule.Where where : r.wheres) {
      Rule effects = where.effects();
      effects.copyKeeps = keeps(effects.keeps, r, effects.keepsPlace);
    }
  }

  /** For each hole that the rule copies whether its component is one of those. */
  private boolean[] keeps(int[] components, Rule r, String at) {
    boolean[] keeps = new boolean[r.copyComponents.length];
    for (int keep : components) {
      boolean copied = false;
      for (int i = 0; i < keeps.length; i++) {
        boolean same = r.copyComponents[i] == keep;
        keeps[i] |= same;
        copied |= same;
      }
      if (!copied) {
        String name = shape.names[keep];
        stage.problem(
            "keep('"
                + name
                + "'): no hole of \""
                + r.pattern
                + "\" has this name"
                + ModuleSpec.didYouMean(
                    name, r.pattern.holes().stream().map(h -> h.name()).toList()),
            at);
      }
    }
    return keeps;
  }

  /** Header fields fill what no hole does, of whichever rule: they are in every record. */
  private void bindFields(Rule r) {
    List<Integer> copied = new ArrayList<>();
    List<Integer> components = new ArrayList<>();
    for (Field f : Field.values()) {
      int c = shape.component(f.component());
      if (c >= 0
          && shape.kinds[c] == RecordShape.Kind.TEXT
          && !holesOfAll.contains(f.component())) {
        copied.add(RecordCursor.cellOf(f));
        components.add(c);
      }
    }
    stage.filled.addAll(components);
    r.copyFields = ints(copied);
    r.fieldComponents = ints(components);
  }

  private static int[] ints(List<Integer> numbers) {
    int[] all = new int[numbers.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = numbers.get(i);
    }
    return all;
  }

  private void bindTell(Rule r, Rule.Tell t) {
    for (int i = 0; i < t.sources().length; i++) {
      Rule.FactSource source = stage.hole(r, t.shape(), i);
      source = source != null ? source : component(t, i);
      source = source != null ? source : stage.field(t.shape(), i);
      t.sources()[i] =
          source != null
              ? source
              : stage.unfilled(r, t.shape(), i, List.of(shape.names), t.place());
    }
  }

  /** The component of the transaction that fills one of a fact, or null. */
  private Rule.@Nullable FactSource component(Rule.Tell tell, int component) {
    RecordShape fact = tell.shape();
    int c = shape.component(fact.names[component]);
    if (c < 0) {
      return null;
    }
    if (shape.kinds[c] != fact.kinds[component]) {
      stage.problem(
          fact.type.getSimpleName()
              + "."
              + fact.names[component]
              + " differs in type from that of "
              + stage.event.identity,
          tell.place());
    }
    return new Rule.FactSource(Rule.FactSource.Of.COMPONENT, c);
  }
}
