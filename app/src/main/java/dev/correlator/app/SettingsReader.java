package dev.correlator.app;

import dev.correlator.app.ConfigNode.Entry;
import dev.correlator.app.ConfigNode.Mapping;
import dev.correlator.app.ConfigNode.Scalar;
import dev.correlator.app.ConfigNode.Sequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives settings their values: the default, over it the file's, over it the overrides in the order
 * of their precedence. Every value that was given is checked, also one that another one hides; and
 * whether they fit together, as far as it does not hang on those that are wrong.
 */
final class SettingsReader {

  private final Secrets secrets;
  private final Problems problems;

  SettingsReader(Secrets secrets, Problems problems) {
    this.secrets = secrets;
    this.problems = problems;
  }

  /**
   * The settings of one part.
   *
   * @param schema what is declared
   * @param owner whose settings they are, for messages: {@code module 'openssh'}
   * @param place where the part was written
   * @param written what the file says, null where it says nothing
   * @param overrides given elsewhere, by rising precedence
   * @return the settings, null where something is wrong
   */
  <C extends Record> @Nullable Settings<C> read(
      SettingsSchema<C> schema,
      String owner,
      Place place,
      @Nullable Mapping written,
      List<Assignment> overrides) {
    int before = problems.count();
    refuseUnknown(schema, owner, written, overrides);
    List<SettingValue> values = new ArrayList<>(schema.settings().size());
    List<SettingSpec> wrong = new ArrayList<>();
    List<Object> arguments = new ArrayList<>(schema.settings().size());
    for (SettingSpec setting : schema.settings()) {
      SettingValue value = value(setting, owner, place, written, overrides);
      Object argument = value == null ? usual(setting) : value.value();
      if (value == null) {
        wrong.add(setting);
      } else {
        values.add(value);
      }
      if (argument != null) {
        arguments.add(argument);
      }
    }
    if (arguments.size() < schema.settings().size()) {
      return null;
    }
    // What was told of another application's part is not told, nor counted, again.
    boolean right = problems.count() == before && wrong.isEmpty();
    try {
      C record = schema.construct(arguments);
      return right ? new Settings<>(record, values) : null;
    } catch (IllegalArgumentException e) {
      for (String why : reasons(e)) {
        if (wrong.isEmpty() || isOfOthers(why, values, wrong)) {
          refuse(why, values, owner, place);
        }
      }
      return null;
    }
  }

  /** What takes the place of a wrong value while the others are looked at; null: nothing can. */
  private static @Nullable Object usual(SettingSpec setting) {
    String text = setting.defaultText();
    if (text == null) {
      return setting.type() instanceof SettingType.Text ? "" : null;
    }
    return setting.type().read(Scalar.untyped(Place.DEFAULT, text), "", new Problems());
  }

  /** The reason that the record gave, and those that it put behind it as suppressed ones. */
  private static List<String> reasons(IllegalArgumentException refused) {
    Throwable ofRecord = refused.getCause() == null ? refused : refused.getCause();
    List<String> reasons = new ArrayList<>();
    reasons.add(String.valueOf(refused.getMessage()));
    for (Throwable more : ofRecord.getSuppressed()) {
      reasons.add(String.valueOf(more.getMessage()));
    }
    return reasons;
  }

  /** Whether a reason is of values that were given, and of none whose place a default takes. */
  private static boolean isOfOthers(
      String why, List<SettingValue> values, List<SettingSpec> wrong) {
    return values.stream().anyMatch(v -> !v.isDefault() && why.contains(quoted(v.setting())))
        && wrong.stream().noneMatch(s -> why.contains(quoted(s)));
  }

  /** Tells it where the first setting was given that it names; else where the part was written. */
  private void refuse(String why, List<SettingValue> values, String owner, Place place) {
    SettingValue named =
        values.stream()
            .filter(v -> !v.from().isDefault() && why.contains(quoted(v.setting())))
            .min(Comparator.comparingInt(v -> why.indexOf(quoted(v.setting()))))
            .orElse(null);
    if (named != null && named.from().isOption()) {
      String option = "'" + named.from().origin() + "'";
      String told = why.replace(quoted(named.setting()), option);
      problems.add(named.from(), ProblemCode.CFG_REFUSED, told);
    } else {
      problems.add(
          named == null ? place : named.from(), ProblemCode.CFG_REFUSED, owner + ": " + why);
    }
  }

  private static String quoted(SettingSpec setting) {
    return "'" + setting.key() + "'";
  }

  private void refuseUnknown(
      SettingsSchema<?> schema,
      String owner,
      @Nullable Mapping written,
      List<Assignment> overrides) {
    List<String> keys = schema.keys();
    if (written != null) {
      for (Entry entry : written.entries()) {
        if (!keys.contains(entry.key())) {
          refuseUnknown(entry.keyPlace(), entry.key(), owner, keys);
        }
      }
    }
    for (Assignment override : overrides) {
      if (!keys.contains(override.key())) {
        refuseUnknown(override.place(), override.key(), owner, keys);
      }
    }
  }

  private void refuseUnknown(Place place, String key, String owner, List<String> keys) {
    problems.add(
        place,
        ProblemCode.CFG_UNKNOWN_KEY,
        "'"
            + Printable.text(key)
            + "' is not a setting of "
            + owner
            + Spelling.hint(key, keys, "its settings"));
  }

  private @Nullable SettingValue value(
      SettingSpec setting,
      String owner,
      Place place,
      @Nullable Mapping written,
      List<Assignment> overrides) {
    String subject = "'" + setting.key() + "' of " + owner;
    boolean given = false;
    SettingValue value = null;
    if (setting.defaultText() != null) {
      value = value(setting, subject, Scalar.untyped(Place.DEFAULT, setting.defaultText()));
      given = true;
    }
    Entry entry = written == null ? null : written.entry(setting.key());
    if (entry != null) {
      value = value(setting, subject, entry.value());
      given = true;
    }
    for (Assignment override : overrides) {
      if (override.key().equals(setting.key())) {
        Place from = override.place();
        String typed = from.isOption() ? "'" + from.origin() + "'" : subject;
        value = value(setting, typed, Scalar.untyped(from, override.text()));
        given = true;
      }
    }
    if (!given) {
      problems.add(
          place,
          ProblemCode.CFG_MISSING,
          subject + " is missing and has no default; give it " + setting.type().words());
    }
    return value;
  }

  private @Nullable SettingValue value(SettingSpec setting, String subject, ConfigNode node) {
    Object value;
    if (!setting.secret()) {
      value = setting.type().read(node, subject, problems);
    } else if (node instanceof Scalar scalar) {
      value = secrets.resolve(scalar, subject, problems);
    } else {
      problems.add(
          node.place(),
          ProblemCode.CFG_WRONG_TYPE,
          subject + " is " + node.kind() + "; it takes text");
      value = null;
    }
    return value == null ? null : new SettingValue(setting, value, text(node), node.place());
  }

  private static String text(ConfigNode node) {
    if (node instanceof Scalar scalar) {
      return scalar.text();
    }
    StringBuilder text = new StringBuilder();
    if (node instanceof Sequence sequence) {
      for (ConfigNode item : sequence.items()) {
        if (text.length() > 0) {
          text.append(", ");
        }
        text.append(text(item));
      }
    }
    return text.toString();
  }
}
