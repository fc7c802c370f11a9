package dev.correlator.modules;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.LogicModule;
import dev.correlator.testkit.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A recording of a real program, and what was done to it: see {@code README.md} of its folder.
 *
 * @param folder where it is
 */
record Recording(Path folder) {

  /** What was done, and to what. */
  record Deed(String kind, String what) {}

  static Recording of(String name) {
    return new Recording(Path.of("src", "test", "resources").resolve(name));
  }

  /** A module on the log of this name. */
  <C extends Record> Scenario scenario(String log, LogicModule<C> module, C config) {
    return Scenario.of(module, config).year(2026).file(folder.resolve(log)).drain();
  }

  /** What was done, in order. */
  List<Deed> did() {
    try {
      List<Deed> deeds = new ArrayList<>();
      List<String> lines = Files.readAllLines(folder.resolve("did.tsv"));
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split("\t", -1);
        deeds.add(new Deed(cells[1], cells[2]));
      }
      return deeds;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The kinds of what was done, without those of some kinds. */
  List<String> kindsBut(Set<String> some) {
    return did().stream().map(Deed::kind).filter(k -> !some.contains(k)).toList();
  }

  /** The events of a stage, in the order of the first record behind each. */
  static List<EventEnvelope<?>> inOrder(List<EventEnvelope<?>> events, String stage) {
    return events.stream()
        .filter(e -> e.stage().equals(stage))
        .sorted(Comparator.comparingLong(e -> e.evidence().records().get(0).line()))
        .toList();
  }

  /** As {@code FAILED: wrong password}. */
  static String ending(EventEnvelope<?> e) {
    return e.outcome() + ": " + e.reason();
  }
}
