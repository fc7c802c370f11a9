package dev.correlator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What is known about the requests of a window. */
final class TrainTicketKey {

  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * A request.
   *
   * @param lines how many records it has
   * @param first the time of the first
   * @param last the time of the last
   * @param services how many of them each service wrote
   */
  record Request(int lines, Instant first, Instant last, Map<String, Integer> services) {}

  /** The requests by trace. */
  final Map<String, Request> requests = new HashMap<>();

  /** The steps that were not followed, each behind its trace. */
  final Set<String> broken = new TreeSet<>();

  /** Reads the key of a window, a line for each request. */
  static TrainTicketKey of(Path file) throws IOException {
    TrainTicketKey key = new TrainTicketKey();
    for (String line : Files.readAllLines(file)) {
      try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), line)) {
        in.nextToken();
        key.add(in);
      }
    }
    return key;
  }

  private void add(JsonParser in) {
    String trace = "";
    int lines = 0;
    Instant first = Instant.MIN;
    Instant last = Instant.MIN;
    Map<String, Integer> services = new TreeMap<>();
    List<String> steps = new ArrayList<>();
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      in.nextToken();
      switch (name) {
        case "trace" -> trace = in.getString();
        case "lines" -> lines = in.getIntValue();
        case "first" -> first = Instant.parse(in.getString());
        case "last" -> last = Instant.parse(in.getString());
        case "services" -> {
          while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String service = in.currentName();
            in.nextToken();
            services.put(service, in.getIntValue());
          }
        }
        case "broken_step" -> steps.addAll(pairs(in));
        default -> in.skipChildren();
      }
    }
    requests.put(trace, new Request(lines, first, last, services));
    for (String step : steps) {
      broken.add(trace + " " + step);
    }
  }

  /** The steps that are told to be good ones: all pairs of statements in a file, each once. */
  static List<String> steps(Path faults) throws IOException {
    Set<String> steps = new TreeSet<>();
    try (JsonParser in =
        FACTORY.createParser(ObjectReadContext.empty(), Files.readString(faults))) {
      JsonToken token = in.nextToken();
      while (token != null) {
        if (token == JsonToken.START_ARRAY) {
          steps.addAll(pairs(in));
        }
        token = in.nextToken();
      }
    }
    return List.copyOf(steps);
  }

  /** The pairs of texts in the array that begins here, or in arrays in it. */
  private static List<String> pairs(JsonParser in) {
    List<String> pairs = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    JsonToken token = in.nextToken();
    while (token != JsonToken.END_ARRAY) {
      if (token == JsonToken.START_ARRAY) {
        pairs.addAll(pairs(in));
      } else if (token == JsonToken.VALUE_STRING) {
        texts.add(in.getString());
      } else {
        in.skipChildren();
      }
      token = in.nextToken();
    }
    if (texts.size() == 2) {
      pairs.add(texts.get(0) + TrainTicketModule.FOLLOWED_BY + texts.get(1));
    }
    return pairs;
  }
}
