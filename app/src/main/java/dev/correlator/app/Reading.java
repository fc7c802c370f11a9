package dev.correlator.app;

import dev.correlator.intake.IntakeOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Applications whose files are read in the same way, and so read once for all of them. Immutable.
 *
 * @param applications at least one
 */
record Reading(List<Application> applications) {

  /** Copies. */
  Reading {
    applications = List.copyOf(applications);
  }

  /** The readings that these applications take, in the order of the first of each. */
  static List<Reading> of(List<Application> all) {
    if (all.size() == 1) { // mostly, and nothing is to be compared
      return List.of(new Reading(all));
    }
    Map<FilesInput, List<Application>> alike = new LinkedHashMap<>();
    for (Application a : all) {
      alike.computeIfAbsent(a.files().record(), unseen -> new ArrayList<>()).add(a);
    }
    return alike.values().stream().map(Reading::new).toList();
  }

  private Application first() {
    return applications.get(0);
  }

  /** How the files are read. */
  FilesInput files() {
    return first().files().record();
  }

  /**
   * The same for the intake.
   *
   * @param now when reading starts
   */
  IntakeOptions options(Instant now) {
    boolean zoneStated = applications.stream().anyMatch(a -> !a.files().value("zone").isDefault());
    var finder = first().trailerFinder();
    return files()
        .options(zoneStated, now)
        .withTrailerFinder(finder == null ? null : finder.create());
  }

  /**
   * Tells readings apart: the applications of each, and behind the first what is different to it,
   * as {@code mail, web; shop (zone Europe/Berlin)}.
   */
  static String words(List<Reading> readings) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < readings.size(); i++) {
      Reading r = readings.get(i);
      String names = String.join(", ", r.applications.stream().map(Application::name).toList());
      words.add(i == 0 ? names : names + r.differences(readings.get(0)));
    }
    return String.join("; ", words);
  }

  private String differences(Reading other) {
    List<String> different = new ArrayList<>();
    for (SettingValue value : first().files().values()) {
      String key = value.setting().key();
      if (!value.value().equals(other.first().files().value(key).value())) {
        different.add(key + " " + value.text());
      }
    }
    return " (" + String.join(", ", different) + ")";
  }
}
