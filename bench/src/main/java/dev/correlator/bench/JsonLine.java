package dev.correlator.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** One line of a file of JSON objects: the values by their names, numbers as text. */
final class JsonLine {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final Map<String, @Nullable String> values = new LinkedHashMap<>();

  private JsonLine() {}

  /** Reads one; what is an object or a list inside it is known by name only, as its text. */
  static JsonLine of(String line) {
    JsonLine key = new JsonLine();
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), line)) {
      in.nextToken();
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = in.currentName();
        key.values.put(name, value(in, in.nextToken()));
      }
    }
    return key;
  }

  private static @Nullable String value(JsonParser in, JsonToken token) {
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
      return in.getString();
    }
    StringBuilder inside = new StringBuilder();
    int depth = 1;
    while (depth > 0) {
      JsonToken next = in.nextToken();
      depth += next.isStructStart() ? 1 : next.isStructEnd() ? -1 : 0;
      if (next.isScalarValue()) {
        inside.append(inside.isEmpty() ? "" : " ").append(in.getString());
      }
    }
    return inside.toString();
  }

  /** A value, null where it is null or missing. */
  @Nullable String text(String name) {
    return values.get(name);
  }

  boolean isTrue(String name) {
    return "true".equals(values.get(name));
  }

  int number(String name) {
    String text = values.get(name);
    return text == null ? 0 : Integer.parseInt(text);
  }
}
