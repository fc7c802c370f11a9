package dev.correlator.modules;

import static dev.correlator.api.KeyPart.HOST;
import static dev.correlator.api.KeyPart.PROC_ID;
import static dev.correlator.api.Outcome.COMPLETED;
import static dev.correlator.api.Outcome.FAILED;

import dev.correlator.api.AuditEvent;
import dev.correlator.api.Calendar;
import dev.correlator.api.EventType;
import dev.correlator.api.Fact;
import dev.correlator.api.Flow;
import dev.correlator.api.KeyPart;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Named;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.Setting;
import dev.correlator.api.Severity;
import dev.correlator.api.StatisticsEvent;
import dev.correlator.api.Step;
import dev.correlator.api.ThresholdFlow;
import dev.correlator.api.TransactionEvent;
import dev.correlator.api.TransactionFlow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sudo, versions 1.7 to 1.9: who ran what as whom, what was refused and why, and who was refused
 * too often. Its records are complete in themselves, and by default without a process id; PAM's
 * sessions are told where there is one.
 *
 * <p>Folders and arguments are the user's own and may look like further fields. A folder without
 * white space ends where it says; of another one it cannot be told from the record alone.
 */
@Named(value = "sudo", description = "Commands run by sudo, and those that were refused")
public final class Sudo implements LogicModule<Sudo.Config> {

  /** What a record that is complete in itself waits for: nothing. */
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  /** Names are put at the right of eight columns. */
  private static final String WHO = "{?{:       |      |     |    |   |  | }}{user:word} : ";

  /** What stands behind the command when it is over, where sudo is told to log that. */
  private static final List<String> ENDS =
      List.of("SIGNAL={signal:word} ; EXIT={exit:int}", "EXIT={exit:int}");

  /** That record comes right behind the end of the session. */
  private static final Duration TRAIL = Duration.ofSeconds(1);

  /** For the service loader. */
  public Sudo() {}

  /** The settings. */
  public record Config(
      @Setting(doc = "Window of the count of refusals", def = "10m", min = 1)
          Duration refusalWindow,
      @Setting(
              doc = "The refusal of a user with this number inside the window raises the event",
              def = "3",
              min = 2,
              max = 10_000)
          int refusalLimit,
      @Setting(
              doc = "A session whose end is not seen is given up this long after its first record",
              def = "2d",
              min = 60)
          Duration maxSessionAge) {}

  /**
   * A command was run or refused.
   *
   * @param user who asked
   * @param runAs whose rights were asked for
   * @param tty null where there was no terminal
   * @param attempts passwords that were wrong, where that is why it was refused
   * @param cause why it was refused, in sudo's words
   */
  @EventType(
      title = "Commands",
      summary = "{user} as {runAs}, {outcome} ({reason}): {command}",
      columns = {"user", "runAs", "command"})
  public record Command(
      @Nullable String user,
      @Nullable String runAs,
      @Nullable String runAsGroup,
      @Nullable String tty,
      @Nullable String directory,
      @Nullable String command,
      int attempts,
      @Nullable String cause)
      implements TransactionEvent {}

  /**
   * A session of PAM has ended; known only where records have process ids.
   *
   * @param runAs whose session it was
   * @param user who had it
   * @param exit the command's exit code, where sudo is told to log it
   * @param signal that ended the command, where sudo is told to log it
   */
  @EventType(title = "Sessions", summary = "{outcome}: {user} as {runAs}: {command}")
  public record Session(
      @Nullable String user,
      @Nullable String runAs,
      @Nullable String command,
      @Nullable String exit,
      @Nullable String signal)
      implements TransactionEvent {}

  /** A user was refused too often in too short a time, once until there is silence for as long. */
  @EventType(
      severity = Severity.ERROR,
      title = "Users refused too often",
      summary = "{user} on {host}: {count} refusals, the last of {command}")
  public record RefusalsExceeded(
      String host, String user, int count, Instant first, @Nullable String command)
      implements AuditEvent {}

  /**
   * The numbers of a day.
   *
   * @param ran commands
   * @param refused commands, for whatever reason
   * @param wrongPassword of those, for passwords that were wrong
   * @param usersExceeded users that were refused too often
   */
  public record Daily(long ran, long refused, long wrongPassword, long usersExceeded)
      implements StatisticsEvent {}

  /** A command was refused. */
  record Refusal(String host, String user, @Nullable String command) implements Fact {}

  @Override
  public void define(Flow flow, Config c) {
    TransactionFlow command =
        flow.transaction("command", Select.app("sudo"), Command.class)
            .key(HOST, KeyPart.of("user"))
            .total(AT_ONCE)
            .tally("ran", COMPLETED)
            .tally("refused", FAILED);
    Consumer<Step> refusal = s -> s.tell(Refusal.class);
    refused(
        command,
        "wrong password",
        "{attempts:int} incorrect password attempt{?s}",
        refusal.andThen(s -> s.tally("wrongPassword")));
    refused(command, "not in sudoers", "user NOT in sudoers", refusal);
    refused(command, "not allowed on this host", "user NOT authorized on host", refusal);
    refused(command, "command not allowed", "command not allowed", refusal);
    refused(command, "password required", "a password is required", refusal);
    refused(command, "no terminal", "{:no tty|sorry, you must have a tty to run sudo}", refusal);
    refused(
        command,
        "environment not allowed",
        "sorry, you are not allowed to {:set the following environment variables:"
            + " {cause}|preserve the environment}",
        refusal);
    refused(
        command,
        "account not valid",
        "{:account validation failure, |Account or password is expired, |Account expired or |PAM"
            + " account management error: |password expired}{cause}",
        refusal);
    ran(command, "{directory:word}");
    ran(command, "{directory}");
    refused(command, "refused", "{cause}", refusal);
    session(flow, c);
    flow.threshold("refusals", RefusalsExceeded.class)
        .of(Refusal.class)
        .key("host", "user")
        .count(c.refusalLimit(), c.refusalWindow())
        .rearm(ThresholdFlow.Rearm.QUIET)
        .tally("usersExceeded");
    flow.statistics(Daily.class, Calendar.daily());
  }

  private static void ran(TransactionFlow command, String directory) {
    for (String end : ENDS) { // of a command that was told before
      command.step(Pattern.of(WHO + what(directory, "{command} ; " + end)));
    }
    command.openAndEnd(COMPLETED, "ran", Pattern.of(WHO + what(directory, "{command}")));
  }

  private static void refused(
      TransactionFlow command, String reason, String cause, Consumer<Step> step) {
    for (String directory : new String[] {"{directory:word}", "{directory}"}) {
      command.openAndEnd(
          FAILED, reason, Pattern.of(WHO + cause + " ; " + what(directory, "{command}")), step);
    }
  }

  /** What was asked for, in the order in which sudo writes it. */
  private static String what(String directory, String command) {
    return "{?HOST={submitHost:word} ; }{?TTY={tty:word} ; }{?CHROOT={chroot} ; }PWD="
        + directory
        + " ; USER={runAs:word} ; {?GROUP={runAsGroup:word} ; }{?TSID={tsid:word} ; }"
        + "{?ENV={environment} ; }COMMAND="
        + command;
  }

  private static void session(Flow flow, Config c) {
    String pam = "pam_{module:word}({:sudo|sudo-i}:session): session ";
    TransactionFlow session =
        flow.transaction("session", Select.app("sudo"), Session.class)
            .key(HOST, PROC_ID)
            .total(c.maxSessionAge())
            .trail(TRAIL);
    for (String end : ENDS) {
      session.step(Pattern.of(WHO + what("{directory}", "{command} ; " + end)));
    }
    session
        .lead(Pattern.of(WHO + what("{directory:word}", "{command}")))
        .lead(Pattern.of(WHO + what("{directory}", "{command}")))
        .open(
            Pattern.of(
                pam
                    + "opened for user {runAs:field}{?(uid={uid:int})} by"
                    + " {?{by:field}}(uid={byUid:int})"),
            s -> s.keep("runAs"))
        .end(COMPLETED, "session closed", Pattern.of(pam + "closed for user {runAs:field}"));
  }
}
