package dev.correlator.bench;

import dev.correlator.api.Flow;
import dev.correlator.api.KeyPart;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Named;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.Setting;
import dev.correlator.api.TransactionEvent;
import dev.correlator.api.TransactionFlow;
import java.time.Duration;

/**
 * Looks for many patterns in the records of sshd that are in none of them: some that begin like no
 * record, some that begin like those that are there, and some that begin with a hole, where the
 * first bytes of a record say nothing.
 */
@Named("idle-patterns")
public final class IdlePatterns implements LogicModule<IdlePatterns.Config> {

  /** For the service loader. */
  public IdlePatterns() {}

  /** The settings. */
  public record Config(
      @Setting(doc = "How many patterns", def = "1000", min = 1, max = 100_000) int patterns) {}

  /** What would be found. */
  public record Never(String user, String addr) implements TransactionEvent {}

  @Override
  public void define(Flow flow, Config c) {
    TransactionFlow idle =
        flow.transaction("idle", Select.app("sshd"), Never.class)
            .key(KeyPart.HOST, KeyPart.PROC_ID)
            .idle(Duration.ofMinutes(5));
    for (int i = 0; i < c.patterns(); i++) {
      idle.open(Pattern.of(source(i)));
    }
  }

  private static String source(int i) {
    String unit = "unit%04d".formatted(i);
    return switch (i % 9) {
      case 0 -> unit + ": error {code:int} of {user:word}: {*}";
      case 1 -> unit + "[{code:int}] lost {addr:ip}";
      case 2 -> "subsystem request for " + unit + " by user {user:word}";
      case 3 -> "Failed password for {user} from {addr:host} port {port:int} by " + unit;
      case 4 -> "Accepted publickey for " + unit + "{user} from {addr:host} port {port:int} ssh2";
      case 5 -> "pam_unix(sshd:session): session opened for user " + unit + "{*}";
      case 6 -> "Connection closed by " + unit + " {addr:host} port {port:int} [preauth]";
      case 7 -> "{user}: refused by " + unit + " from {addr:ip}";
      default -> "{user} has no right to " + unit + "{*}";
    };
  }
}
