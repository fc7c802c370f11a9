package dev.correlator.app;

import dev.correlator.app.ConfigNode.Entry;
import dev.correlator.app.ConfigNode.Mapping;
import dev.correlator.app.ConfigNode.Scalar;
import dev.correlator.app.ConfigNode.ScalarType;
import dev.correlator.app.ConfigNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a file that are no settings: sections, names, single words. */
final class SectionReader {

  private final Problems problems;

  SectionReader(Problems problems) {
    this.problems = problems;
  }

  void checkName(Entry entry, String what) {
    String name = entry.key();
    if (!Names.isName(name) || Names.isReserved(name)) {
      problems.add(entry.keyPlace(), ProblemCode.CFG_BAD_NAME, Names.refusal(name, what));
    }
  }

  void checkKeys(Mapping mapping, String owner, List<String> keys) {
    for (Entry entry : mapping.entries()) {
      if (!keys.contains(entry.key())) {
        problems.add(
            entry.keyPlace(),
            ProblemCode.CFG_UNKNOWN_KEY,
            "'"
                + Printable.text(entry.key())
                + "' is not a key of "
                + owner
                + Spelling.hint(entry.key(), keys, "its keys"));
      }
    }
  }

  List<Entry> entries(Mapping body, String section) {
    Entry entry = body.entry(section);
    Mapping mapping = entry == null ? null : mapping(entry, "'" + section + "'");
    return mapping == null ? List.of() : mapping.entries();
  }

  @Nullable Mapping mapping(Entry entry, String what) {
    if (entry.value() instanceof Mapping mapping) {
      return mapping;
    }
    if (entry.value() instanceof Scalar scalar && scalar.type() == ScalarType.NOTHING) {
      return new Mapping(scalar.place(), List.of()); // 'config:' with nothing below it
    }
    problems.add(
        entry.value().place(),
        ProblemCode.CFG_WRONG_TYPE,
        what + " is " + entry.value().kind() + "; it takes keys with values below it");
    return null;
  }

  @Nullable Scalar scalar(@Nullable Entry entry, String what) {
    return entry == null ? null : scalar(entry.value(), what);
  }

  @Nullable Scalar scalar(ConfigNode node, String what) {
    if (node instanceof Scalar scalar && scalar.type() != ScalarType.NOTHING) {
      return scalar;
    }
    problems.add(
        node.place(), ProblemCode.CFG_WRONG_TYPE, what + " is " + node.kind() + "; it takes text");
    return null;
  }

  @Nullable String text(@Nullable Entry entry, String what) {
    Scalar scalar = scalar(entry, what);
    return scalar == null ? null : scalar.text();
  }

  List<Scalar> on(Mapping parts, String owner) {
    Entry on = parts.entry("on");
    if (on == null) {
      return List.of();
    }
    List<Scalar> names = new ArrayList<>();
    if (on.value() instanceof Sequence list) {
      for (ConfigNode item : list.items()) {
        Scalar name = scalar(item, "'on' of " + owner);
        if (name != null) {
          names.add(name);
        }
      }
      return names;
    }
    Scalar text = scalar(on, "'on' of " + owner);
    if (text != null) {
      for (String name : text.text().split(",", -1)) {
        names.add(new Scalar(text.place(), name.strip(), ScalarType.TEXT));
      }
    }
    return names;
  }
}
