package dev.correlator.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A JSON value with what is inside it; numbers and the like as their text. */
final class JsonTree {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final @Nullable Object value;

  private JsonTree(@Nullable Object value) {
    this.value = value;
  }

  static JsonTree of(String json) {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      return read(in, in.nextToken());
    }
  }

  private static JsonTree read(JsonParser in, JsonToken token) {
    if (token == JsonToken.START_OBJECT) {
      Map<String, JsonTree> members = new LinkedHashMap<>();
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = in.currentName();
        members.put(name, read(in, in.nextToken()));
      }
      return new JsonTree(members);
    }
    if (token == JsonToken.START_ARRAY) {
      List<JsonTree> items = new ArrayList<>();
      for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
        items.add(read(in, t));
      }
      return new JsonTree(items);
    }
    return new JsonTree(token == JsonToken.VALUE_NULL ? null : in.getString());
  }

  /** What is inside an object, by name; empty where it is none. */
  @SuppressWarnings("unchecked") // made by read alone
  Map<String, JsonTree> members() {
    return value instanceof Map<?, ?> map ? (Map<String, JsonTree>) map : Map.of();
  }

  /** What is inside a list; empty where it is none. */
  @SuppressWarnings("unchecked") // made by read alone
  List<JsonTree> items() {
    return value instanceof List<?> list ? (List<JsonTree>) list : List.of();
  }

  /** A member; one that is missing is null. */
  JsonTree get(String name) {
    return members().getOrDefault(name, new JsonTree(null));
  }

  /** The text of what is neither an object nor a list, or null. */
  @Nullable String text() {
    return value instanceof String text ? text : null;
  }

  /** The text of a member that must be there. */
  String text(String name) {
    return Objects.requireNonNull(get(name).text(), name);
  }
}
