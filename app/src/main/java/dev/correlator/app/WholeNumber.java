package dev.correlator.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers.
 *
 * @param min the smallest
 * @param max the largest
 * @param wide whether it is a {@code long}, which may be written with a unit of size
 */
record WholeNumber(long min, long max, boolean wide) implements SettingType {
  @Override
  public @Nullable Object read(ConfigNode node, String subject, Problems problems) {
    String text = SettingText.text(node, subject, words(), problems);
    if (text == null) {
      return null;
    }
    String digits = wide ? SizeText.digits(text) : text;
    long factor = wide ? SizeText.factor(text) : 1;
    long value;
    try {
      value = Math.multiplyExact(Long.parseLong(digits), factor);
    } catch (NumberFormatException e) {
      return SettingText.wrong(node, subject, text, words(), problems);
    } catch (ArithmeticException e) {
      return outside(node, subject, text, problems);
    }
    if (SettingText.isQuoted(node) && factor == 1) {
      return SettingText.wrong(node, subject, text, words() + ", without quotes", problems);
    }
    if (value < min || value > max) {
      return outside(node, subject, text, problems);
    }
    if (wide) {
      return value;
    }
    return (int) value;
  }

  private @Nullable Object outside(
      ConfigNode node, String subject, String text, Problems problems) {
    problems.add(
        node.place(),
        ProblemCode.CFG_OUT_OF_RANGE,
        subject + " is " + text + "; it takes " + words());
    return null;
  }

  @Override
  public String words() {
    String unit = wide ? ", also with KiB, MiB, GiB or TiB" : "";
    return "a whole number" + Limits.words(lower(), upper()) + unit;
  }

  private @Nullable String lower() {
    return min == (wide ? Long.MIN_VALUE : Integer.MIN_VALUE) ? null : Long.toString(min);
  }

  private @Nullable String upper() {
    return max == (wide ? Long.MAX_VALUE : Integer.MAX_VALUE) ? null : Long.toString(max);
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> number = new LinkedHashMap<>();
    number.put("type", "integer");
    number.put("minimum", min);
    number.put("maximum", max);
    if (!wide) {
      return number;
    }
    Map<String, Object> size = new LinkedHashMap<>();
    size.put("type", "string");
    size.put("pattern", SizeText.FORM);
    Map<String, Object> either = new LinkedHashMap<>();
    either.put("anyOf", List.of(number, size));
    return either;
  }
}
