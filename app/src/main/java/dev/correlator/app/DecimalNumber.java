package dev.correlator.app;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers.
 *
 * @param min the smallest, may be negative infinity
 * @param max the largest, may be infinity
 */
record DecimalNumber(double min, double max) implements SettingType {
  @Override
  public @Nullable Object read(ConfigNode node, String subject, Problems problems) {
    String text = SettingText.text(node, subject, words(), problems);
    if (text == null) {
      return null;
    }
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return SettingText.wrong(node, subject, text, words(), problems);
    }
    if (!Double.isFinite(value)) {
      return SettingText.wrong(node, subject, text, words(), problems);
    }
    if (SettingText.isQuoted(node)) {
      return SettingText.wrong(node, subject, text, words() + ", without quotes", problems);
    }
    if (value < min || value > max) {
      problems.add(
          node.place(),
          ProblemCode.CFG_OUT_OF_RANGE,
          subject + " is " + text + "; it takes " + words());
      return null;
    }
    return value;
  }

  @Override
  public String words() {
    return "a number"
        + Limits.words(
            Double.isInfinite(min) ? null : Limits.number(min),
            Double.isInfinite(max) ? null : Limits.number(max));
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "number");
    if (!Double.isInfinite(min)) {
      schema.put("minimum", min);
    }
    if (!Double.isInfinite(max)) {
      schema.put("maximum", max);
    }
    return schema;
  }
}
