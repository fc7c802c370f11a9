package dev.correlator.modules;

import static dev.correlator.api.KeyPart.HOST;
import static dev.correlator.api.KeyPart.PROC_ID;
import static dev.correlator.api.Outcome.COMPLETED;
import static dev.correlator.api.Outcome.FAILED;

import dev.correlator.api.AuditEvent;
import dev.correlator.api.EventType;
import dev.correlator.api.Fact;
import dev.correlator.api.Flow;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Named;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.Setting;
import dev.correlator.api.Severity;
import dev.correlator.api.Step;
import dev.correlator.api.ThresholdFlow;
import dev.correlator.api.TransactionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * OpenSSH's server, versions 5 to 10: every connection with its outcome, addresses that guess
 * passwords and what became of them, and the numbers of each day.
 */
@Named("openssh")
public final class OpenSsh implements LogicModule<OpenSsh.Config> {

  /** For the service loader. */
  public OpenSsh() {}

  /** Which failures count as guessing. */
  public enum Counted {
    /** A password, or its keyboard-interactive form, was wrong: {@code Failed password for ...}. */
    FAILED_PASSWORD,
    /** The user does not exist: {@code Invalid user ...}. */
    INVALID_USER
  }

  /** The settings. */
  public record Config(
      @Setting(doc = "Window of the failure count", def = "5m", min = 1)
          Duration loginFailureWindow,
      @Setting(
              doc = "The failure with this number inside the window raises the event",
              def = "5",
              min = 2,
              max = 10_000)
          int loginFailureLimit,
      @Setting(doc = "Which failures count: failed_password, invalid_user", def = "failed_password")
          List<Counted> counts,
      @Setting(doc = "A log-in from the address empties its count", def = "false")
          boolean successResets,
      @Setting(
              doc = "A connection is given up this long after its first record",
              def = "2d",
              min = 60)
          Duration maxSessionAge) {}

  /** A connection has ended. */
  @EventType(
      title = "Connections",
      summary = "{outcome} ({reason}): {user} from {addr} by {method}, {failures} failed")
  public record Connection(
      String user,
      String addr,
      int port,
      String method,
      String keyType,
      String keyId,
      int failures,
      Instant loggedIn)
      implements TransactionEvent {}

  /** An address has failed too often in too short a time. */
  @EventType(
      title = "Addresses that guess passwords",
      severity = Severity.ERROR,
      summary = "{addr}: {count} failed log-ins")
  public record AttemptsExceeded(String addr, int count) implements AuditEvent {}

  record Failure(String addr, String user) implements Fact {}

  @Override
  public void define(Flow flow, Config c) {
    Consumer<Step> failed =
        s -> s.count("failures").reasonIfNone("wrong password").tell(Failure.class);
    flow.transaction(
            "connection", Select.app("sshd", "sshd-session", "sshd-auth"), Connection.class)
        .key(HOST, PROC_ID)
        .open(
            Pattern.of("Invalid user {user} from {addr:host}{? port {port:int}}"),
            s -> s.reason("unknown user"))
        .open(
            Pattern.of(
                "Failed {method:word} for {?invalid user }{user} from {addr:host}{? port"
                    + " {port:int}}{? ssh2}"),
            failed)
        .open(
            Pattern.of(
                "Accepted {method:word} for {user} from {addr:host} port {port:int}{? ssh2}{?:"
                    + " {keyType:word} {keyId:word}}"),
            s -> s.noReason())
        .open(
            Pattern.of("pam_unix(sshd:session): session opened for user {*}"),
            s -> s.time("loggedIn"))
        .open(Pattern.of("pam_unix(sshd:auth): authentication failure; {*}"))
        .open(Pattern.of("pam_unix(sshd:auth): check pass; user unknown"))
        .end(
            COMPLETED,
            "logged out",
            Pattern.of("pam_unix(sshd:session): session closed for user {user}"))
        .openAndEnd(
            FAILED,
            "left before log-in",
            Pattern.of(
                "Connection {:closed|reset} by {?{:authenticating|invalid} user {user}"
                    + " }{addr:host}{? port {port:int}} [preauth]"))
        .openAndEnd(
            FAILED,
            "left before log-in",
            Pattern.of(
                "Disconnected from {?{:authenticating|invalid} user {user} }{addr:host}{? port"
                    + " {port:int}} [preauth]"))
        .openAndEnd(
            FAILED,
            "no SSH client",
            Pattern.of("Did not receive identification string from {addr:host}{? port {port:int}}"))
        .step(Pattern.of("Received disconnect from {addr:host} port {port:int}:{*}"))
        .step(Pattern.of("PAM {more:int} more authentication failure{?s}; {*}"))
        .trail(Duration.ofSeconds(5))
        .total(c.maxSessionAge());
    flow.threshold("guessing", AttemptsExceeded.class)
        .of(Failure.class)
        .key("addr")
        .count(c.loginFailureLimit(), c.loginFailureWindow())
        .rearm(ThresholdFlow.Rearm.QUIET);
  }
}
