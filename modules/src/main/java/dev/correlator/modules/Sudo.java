package dev.correlator.modules;

import static dev.correlator.api.KeyPart.HOST;
import static dev.correlator.api.KeyPart.PROC_ID;
import static dev.correlator.api.Outcome.COMPLETED;
import static dev.correlator.api.Outcome.FAILED;

import dev.correlator.api.AuditEvent;
import dev.correlator.api.Calendar;
import dev.correlator.api.EachFlow;
import dev.correlator.api.EventType;
import dev.correlator.api.Fact;
import dev.correlator.api.Field;
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
import dev.correlator.api.WarningEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sudo, versions 1.7 to 1.9: who ran what as whom, what was refused and why, and who was refused
 * too often. Its records are complete in themselves, and by default without a process id; PAM's
 * sessions are told where there is one.
 *
 * <p>Folders and arguments are the user's own and may look like further fields, or like what stands
 * behind a command that is over. Nothing that is typed keeps a command from being told; where the
 * record alone does not say which fields are sudo's, that is told too.
 */
@Named(value = "sudo", description = "Commands run by sudo, and those that were refused")
public final class Sudo implements LogicModule<Sudo.Config> {

  /** The parts of what is too long for one record come right behind each other. */
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  /** Names are put at the right of eight columns; those of a directory service may hold blanks. */
  private static final String WHO = "{?{:       |      |     |    |   |  | }}{user:field} : ";

  private static final String CONTINUED = WHO + "(command continued) ";

  /** Behind where the directory ends, sudo's own fields up to the command. */
  private static final String AS =
      "{?GROUP={runAsGroup:item} ; }{?TSID={tsid:item} ; }{?ENV={environment:item} ; }COMMAND=";

  /**
   * What was asked for, in the order in which sudo writes it; the first that fits. What comes first
   * takes no semicolon, so that nothing which stands behind it can pass for it.
   */
  private static final List<String> FORMS =
      List.of(
          what("{chroot:item}", "{directory:word}", AS),
          what("{chroot}", "{directory:word}", AS.replace(":item} ; }COMMAND", "} ; }COMMAND")),
          what("{chroot:item}", "{directory}", AS),
          what("{chroot}", "{directory}", AS.replace(":item} ; }COMMAND", "} ; }COMMAND")));

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
   * @param doubt what is not sure: {@code cut} where the command goes on in further records, {@code
   *     exit status} where one stands behind it and no record told of the command before
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
      @Nullable String cause,
      @Nullable String doubt)
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

  /** A record of sudo that can be read in two ways, for what its user chose. */
  @EventType(
      title = "Records in doubt",
      summary = "{user} on {host}: whose fields are these? {record}")
  public record InDoubt(String host, String user, String record) implements WarningEvent {}

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

  /** Whose record is in doubt. */
  record Doubt(String user) {}

  /** A command was refused. */
  record Refusal(String host, String user, @Nullable String command) implements Fact {}

  @Override
  public void define(Flow flow, Config c) {
    commands(flow);
    overs(flow, c);
    session(flow, c);
    doubts(flow);
    flow.threshold("refusals", RefusalsExceeded.class)
        .of(Refusal.class)
        .key("host", "user")
        .count(c.refusalLimit(), c.refusalWindow())
        .rearm(ThresholdFlow.Rearm.QUIET)
        .tally("usersExceeded");
    flow.statistics(Daily.class, Calendar.daily());
  }

  private static void commands(Flow flow) {
    TransactionFlow command =
        flow.transaction("command", Select.app("sudo"), Command.class)
            .key(HOST, KeyPart.of("user"), KeyPart.ifAny(Field.PROC_ID))
            .total(AT_ONCE)
            .trail(AT_ONCE)
            .tally("ran", COMPLETED)
            .tally("refused", FAILED);
    continued(command);
    Map<String, String> causes = causes();
    Consumer<Step> refusal = s -> s.tell(Refusal.class);
    causes.forEach((cause, reason) -> refused(command, reason, cause, step(reason, refusal)));
    for (String form : FORMS) {
      for (String end : ENDS) {
        command.step(Pattern.of(WHO + form + "{command} ; " + end)); // see overs
      }
      command.openAndEnd(COMPLETED, "ran", Pattern.of(WHO + form + "{command}"));
    }
    refused(command, "refused", "{cause:item}", refusal);
    refused(command, "refused", "{cause}", refusal);
    causes.forEach(
        (cause, reason) -> // a refusal, even where the command is in a later part
        command.openAndEnd(
                FAILED, reason, Pattern.of(WHO + cause + " ;{*}"), step(reason, refusal)));
    command
        .lead(Pattern.of(WHO + "{:HOST|TTY|CHROOT|PWD}={*}"))
        .lead(Pattern.of(WHO + "{cause} ; {:HOST|TTY|CHROOT|PWD}={*}"), s -> s.reason("refused"));
  }

  /** Why a command is refused, by how sudo says it, in the order in which it is looked for. */
  private static Map<String, String> causes() {
    Map<String, String> causes = new LinkedHashMap<>();
    causes.put("{attempts:int} incorrect password attempt{?s}", "wrong password");
    causes.put("user NOT in sudoers", "not in sudoers");
    causes.put("user NOT authorized on host", "not allowed on this host");
    causes.put("command not allowed", "command not allowed");
    causes.put("a password is required", "password required");
    causes.put("{:no tty|sorry, you must have a tty to run sudo}", "no terminal");
    causes.put(
        "sorry, you are not allowed to {:set the following environment variables:"
            + " {cause}|preserve the environment}",
        "environment not allowed");
    causes.put(
        "{:account validation failure, |Account or password is expired, |Account expired or |PAM"
            + " account management error: |password expired}{cause}",
        "account not valid");
    return causes;
  }

  private static Consumer<Step> step(String reason, Consumer<Step> refusal) {
    return reason.equals("wrong password")
        ? refusal.andThen(s -> s.tally("wrongPassword"))
        : refusal;
  }

  private static void refused(
      TransactionFlow command, String reason, String cause, Consumer<Step> step) {
    for (String form : FORMS) {
      command.openAndEnd(
          FAILED, reason, Pattern.of(WHO + cause + " ; " + form + "{command}"), step);
    }
  }

  /**
   * The parts behind the first of what is too long for one record. Sudo cuts between words: a long
   * directory moves the command into a later part, in which it is found. One that is known already
   * is not changed by what looks like another.
   */
  private static void continued(TransactionFlow command) {
    String rest = AS + "{command}";
    String user = "USER={runAs:item} ; " + rest;
    for (String form : List.of(user, "{part:item} ; " + user, "{part} ; " + user)) {
      command.endOrFail("ran", Pattern.of(CONTINUED + form), s -> part(s).keep("runAs"));
    }
    for (String form : List.of(rest, "{part:item} ; " + rest, "{part} ; " + rest)) {
      command.endOrFail("ran", Pattern.of(CONTINUED + form), Sudo::part);
    }
    command.step(Pattern.of(CONTINUED + "{*}"), s -> s.set("doubt", "cut"));
  }

  private static Step part(Step step) {
    return step.keep("runAsGroup", "command").set("doubt", "cut");
  }

  /**
   * Where sudo logs that commands are over, each is told of twice, the second time with its exit
   * status. A user may type what looks like one: so it is the second record only where there was a
   * first, and each first has one second. Else it tells a command that was run.
   */
  private static void overs(Flow flow, Config c) {
    TransactionFlow over =
        flow.transaction("over", Select.app("sudo"), Command.class)
            .key(HOST, KeyPart.of("user"), KeyPart.of("command"), KeyPart.ifAny(Field.PROC_ID))
            .total(c.maxSessionAge())
            .tally("ran", COMPLETED);
    for (String form : FORMS) {
      for (String end : ENDS) {
        over.again(
            COMPLETED,
            "ran, told at its end",
            Pattern.of(WHO + form + "{command} ; " + end),
            s -> s.set("doubt", "exit status"));
      }
      // Nothing of a lead is sent here: it fills what refusals alone have, as something must.
      over.lead(
          Pattern.of(WHO + form + "{command}"), s -> s.count("attempts").set("cause", "none"));
    }
  }

  /** Records in which two places look like sudo's fields: a directory, or arguments, that do. */
  private static void doubts(Flow flow) {
    String twice = fields(1) + "{between} ; " + fields(2) + "{*}";
    EachFlow doubt = flow.each("doubt", Select.app("sudo"));
    for (String form :
        List.of(
            "{before}PWD={directory} ; " + twice,
            "{before} ; ENV={environment} ; COMMAND={between} ; COMMAND={*}")) {
      doubt.on(
          Pattern.of(WHO + form),
          Doubt.class,
          (who, record, context) ->
              context.emit(new InDoubt(record.host(), who.user(), record.text())));
    }
  }

  private static String fields(int number) {
    return "USER={u#:item} ; {?GROUP={g#:item} ; }{?TSID={t#:item} ; }{?ENV={e#:item} ; }COMMAND="
        .replace("#", Integer.toString(number));
  }

  /** What was asked for, up to the command. */
  private static String what(String chroot, String directory, String as) {
    return "{?HOST={submitHost:word} ; }{?TTY={tty:word} ; }{?CHROOT="
        + chroot
        + " ; }PWD="
        + directory
        + " ; USER={runAs:item} ; "
        + as;
  }

  private static void session(Flow flow, Config c) {
    String pam = "pam_{module:word}({:sudo|sudo-i}:session): session ";
    TransactionFlow session =
        flow.transaction("session", Select.app("sudo"), Session.class)
            .key(HOST, PROC_ID)
            .total(c.maxSessionAge())
            .trail(TRAIL);
    for (String form : FORMS) {
      for (String end : ENDS) {
        session.step(Pattern.of(WHO + form + "{command} ; " + end));
      }
    }
    for (String form : FORMS) {
      session.lead(Pattern.of(WHO + form + "{command}"));
    }
    session
        .open(
            Pattern.of(
                pam
                    + "opened for user {runAs:field}{?(uid={uid:int})} by"
                    + " {?{by:field}}(uid={byUid:int})"),
            s -> s.keep("runAs"))
        .end(COMPLETED, "session closed", Pattern.of(pam + "closed for user {runAs:field}"));
  }
}
