package dev.correlator.app;

import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;

/** Writes lists as members of a JSON object. */
final class JsonLists {

  private JsonLists() {}

  /** A list of texts. */
  static void texts(String name, List<String> texts, JsonGenerator json) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  /**
   * A list of objects, one for each item.
   *
   * @param members writes the members of an item's object
   */
  static <T> void objects(
      String name,
      Iterable<T> items,
      JsonGenerator json,
      BiConsumer<? super T, JsonGenerator> members) {
    json.writeArrayPropertyStart(name);
    for (T item : items) {
      json.writeStartObject();
      members.accept(item, json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
