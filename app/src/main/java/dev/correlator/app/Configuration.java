package dev.correlator.app;

import java.util.List;

/**
 * The configuration that is in effect. Immutable.
 *
 * @param system what all applications share
 * @param formats those that the file describes
 * @param applications the applications that were asked for, in that order
 */
record Configuration(
    Settings<SystemSettings> system, List<FormatInstance> formats, List<Application> applications) {

  /** Copies. */
  Configuration {
    formats = List.copyOf(formats);
    applications = List.copyOf(applications);
  }

  /** The same with other applications. */
  Configuration withApplications(List<Application> others) {
    return new Configuration(system, formats, others);
  }
}
