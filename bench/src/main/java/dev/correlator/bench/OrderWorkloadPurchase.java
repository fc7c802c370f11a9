package dev.correlator.bench;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a purchase in the end: told by the generator, or found by the logic. The two
 * are compared as wholes.
 *
 * @param key the id of the first of the legs that belong together
 * @param outcome how it ended
 * @param reason why
 * @param began the time of the first record
 * @param ended the time of the last record
 * @param records how many there were
 * @param partial whether the log ended before
 * @param fields the values that the records hold, by the names that the example's event has
 */
record OrderWorkloadPurchase(
    String key,
    Outcome outcome,
    @Nullable String reason,
    Instant began,
    Instant ended,
    long records,
    boolean partial,
    Map<String, Object> fields) {

  /** What the logic found. */
  static OrderWorkloadPurchase of(EventEnvelope<?> e) {
    Map<String, Object> fields = new java.util.TreeMap<>();
    e.fields()
        .forEach((name, value) -> {
          boolean none =
              value == null
                  || value instanceof Integer i && i == 0
                  || value instanceof Long l && l == 0;
          if (!none) {
            fields.put(name, value instanceof Integer i ? (long) i : value);
          }
        });
    return new OrderWorkloadPurchase(
        String.join(" ", e.key()),
        java.util.Objects.requireNonNull(e.outcome(), "a purchase has an outcome"),
        e.reason(),
        e.began(),
        e.ended(),
        e.evidence().count(),
        e.partial(),
        fields);
  }

  /** The value of a field as text, or null. */
  @Nullable String text(String field) {
    Object v = fields.get(field);
    return v == null ? null : v.toString();
  }

  /** What identifies the work, whoever tries it; empty where it is not known. */
  List<String> work() {
    String customer = text("customer");
    String cart = text("cart");
    return customer == null || cart == null ? List.of() : List.of(customer, cart);
  }

  /**
   * A line of the file in which the truth is kept.
   *
   * @param toRunAgain whether it failed, and no later try completed it
   */
  String json(boolean toRunAgain) {
    StringBuilder out = new StringBuilder("{");
    member("key", key, out);
    member("outcome", outcome, out);
    if (reason != null) {
      member("reason", reason, out);
    }
    member("began", began, out);
    member("ended", ended, out);
    member("records", records, out);
    member("toRunAgain", toRunAgain, out);
    fields.forEach((name, value) -> member(name, value, out));
    return out.append('}').toString();
  }

  private static void member(String name, Object value, StringBuilder out) {
    out.append(out.length() == 1 ? "\"" : ",\"").append(name).append("\":");
    if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
      return;
    }
    out.append('"');
    String text = value.toString();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    out.append('"');
  }
}
