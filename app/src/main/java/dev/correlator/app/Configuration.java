package dev.correlator.app;

import java.util.List;

/**
 * The configuration that is in effect. Immutable.
 *
 * @param system what all applications share
 * @param applications the applications that were asked for, in that order
 */
record Configuration(Settings<SystemSettings> system, List<Application> applications) {

  /** Copies. */
  Configuration {
    applications = List.copyOf(applications);
  }
}
