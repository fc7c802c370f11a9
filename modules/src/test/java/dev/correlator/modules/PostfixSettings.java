package dev.correlator.modules;

import java.time.Duration;
import java.util.List;

/** Settings of the module for tests. */
final class PostfixSettings {

  static final Postfix.Config DEFAULT = accepting(Duration.ofHours(1));

  private PostfixSettings() {}

  /** With this limit for mails that do not get into the queue. */
  static Postfix.Config accepting(Duration limit) {
    return new Postfix.Config(
        limit,
        Duration.ofDays(6),
        Duration.ofMinutes(1),
        Duration.ofDays(1),
        Duration.ofMinutes(10),
        10,
        List.of(Postfix.Counted.REJECT, Postfix.Counted.LOG_IN_FAILURE));
  }

  static Postfix.Config counting(int limit, Postfix.Counted... counted) {
    return new Postfix.Config(
        DEFAULT.acceptLimit(),
        DEFAULT.queueLimit(),
        DEFAULT.sequelWait(),
        DEFAULT.sessionLimit(),
        DEFAULT.rejectWindow(),
        limit,
        List.of(counted));
  }
}
