package dev.correlator.app;

import dev.correlator.app.ConfigNode.Scalar;
import dev.correlator.app.ConfigNode.ScalarType;
import org.jspecify.annotations.Nullable;

/** What all types of settings do with what was written. */
final class SettingText {

  private SettingText() {}

  /** The text of a single value, null after having told why it is none that can be taken. */
  static @Nullable String text(ConfigNode node, String subject, String words, Problems problems) {
    if (!(node instanceof Scalar scalar)) {
      problems.add(
          node.place(),
          ProblemCode.CFG_WRONG_TYPE,
          subject + " is " + node.kind() + "; it takes " + words);
      return null;
    }
    if (scalar.type() == ScalarType.NOTHING) {
      problems.add(
          node.place(),
          ProblemCode.CFG_WRONG_TYPE,
          subject + " has no value; it takes " + words + "; leave the key out for the default");
      return null;
    }
    return scalar.text();
  }

  static @Nullable Object wrong(
      ConfigNode node, String subject, String text, String words, Problems problems) {
    problems.add(
        node.place(),
        ProblemCode.CFG_WRONG_TYPE,
        subject + " is '" + Printable.text(text) + "'; it takes " + words);
    return null;
  }

  /** A quoted number or flag is text: what the schema for editors says holds here too. */
  static boolean isQuoted(ConfigNode node) {
    return node instanceof Scalar scalar && scalar.type() == ScalarType.TEXT;
  }
}
