package dev.correlator.app;

import dev.correlator.delivery.OperationalEnvelope;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a report calls the instances of modules, and their kinds of transactions: as shortly as
 * tells them apart, and not at all where there is one.
 */
final class KindNames {

  /** The stages of each instance that end transactions. */
  private final Map<String, Set<String>> stages = new TreeMap<>();

  private final Set<String> instances = new TreeSet<>();

  KindNames(Findings findings) {
    for (Map.Entry<Findings.Ending, Durations> e : findings.endings()) {
      Findings.Ending k = e.getKey();
      stages.computeIfAbsent(k.system(), unseen -> new TreeSet<>()).add(k.stage());
    }
    instances.addAll(stages.keySet());
    findings.ranked().forEach(r -> instances.add(r.system));
    findings.periods().forEach(rows -> instances.add(rows.get(0).system()));
    instances.remove(OperationalEnvelope.SYSTEM); // is no instance of a module
  }

  /** Of which instance something is, with a blank before it; empty where one alone reports. */
  String ofInstance(String system) {
    return instances.size() > 1 && instances.contains(system) ? " of " + system : "";
  }

  /** Of which kind transactions are; empty where all are of one. */
  String ofKind(String system, String stage) {
    Set<String> own = stages.getOrDefault(system, Set.of());
    if (own.size() > 1) {
      return "of " + system + "/" + stage;
    }
    return stages.size() > 1 ? "of " + system : "";
  }
}
