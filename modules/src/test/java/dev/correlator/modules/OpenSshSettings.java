package dev.correlator.modules;

import java.time.Duration;
import java.util.List;

/** Settings of the module for tests. */
final class OpenSshSettings {

  static final OpenSsh.Config DEFAULT =
      new OpenSsh.Config(
          Duration.ofMinutes(5),
          5,
          List.of(OpenSsh.Counted.FAILED_PASSWORD),
          false,
          Duration.ofDays(2));

  private OpenSshSettings() {}

  static OpenSsh.Config counting(OpenSsh.Counted... counted) {
    return new OpenSsh.Config(
        DEFAULT.loginFailureWindow(),
        DEFAULT.loginFailureLimit(),
        List.of(counted),
        false,
        DEFAULT.maxSessionAge());
  }

  static OpenSsh.Config resetting() {
    return new OpenSsh.Config(
        DEFAULT.loginFailureWindow(),
        DEFAULT.loginFailureLimit(),
        DEFAULT.counts(),
        true,
        DEFAULT.maxSessionAge());
  }
}
