package dev.correlator.modules;

import static dev.correlator.api.KeyPart.HOST;
import static dev.correlator.api.KeyPart.PROC_ID;
import static dev.correlator.api.Outcome.COMPLETED;
import static dev.correlator.api.Outcome.FAILED;

import dev.correlator.api.AuditEvent;
import dev.correlator.api.Calendar;
import dev.correlator.api.Context;
import dev.correlator.api.Counts;
import dev.correlator.api.DistinctInWindow;
import dev.correlator.api.ErrorEvent;
import dev.correlator.api.EventType;
import dev.correlator.api.Fact;
import dev.correlator.api.Flow;
import dev.correlator.api.KeyPart;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Named;
import dev.correlator.api.Select;
import dev.correlator.api.Setting;
import dev.correlator.api.Severity;
import dev.correlator.api.State;
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
 * OpenSSH's server, versions 5 to 10: every connection with its outcome, addresses that guess
 * passwords and what became of them, and the numbers of each day.
 */
@Named(
    value = "openssh",
    description = "OpenSSH log-ins, refused connections and password guessing")
public final class OpenSsh implements LogicModule<OpenSsh.Config> {

  /** Longer than any default of LoginGraceTime, after which the server itself gives up. */
  private static final Duration LOG_IN_TIME = Duration.ofMinutes(15);

  /** PAM's count of the failures comes right behind the end. */
  private static final Duration TRAIL = Duration.ofSeconds(5);

  /** Behind a record that is the last one, or the last but one. */
  private static final Duration SOON = Duration.ofSeconds(10);

  /** Up to 7.4 the client may stay on the line for some time after it was told to go. */
  private static final Duration LATER = Duration.ofMinutes(1);

  /** How long a source of failures is followed after its last one or its last log-in. */
  private static final Duration SOURCE_QUIET = Duration.ofHours(1);

  /** How many users of one source are told apart. */
  private static final int SOURCE_USERS = 100;

  /** How many addresses of one user are told apart on one day; failures from others count too. */
  private static final int DAY_ADDRESSES = 100_000;

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
              doc = "A session whose end is not seen is taken for ended this long after its log-in",
              def = "2d",
              min = 60)
          Duration maxSessionAge) {}

  /**
   * A connection has ended.
   *
   * @param user as the server first writes it: cut at 100 bytes, bytes that are not printable ASCII
   *     as octal escapes
   * @param port 0 where no record tells it
   * @param method by which the user was accepted, otherwise that of the last try that failed
   * @param keyType of the key that was accepted, as in {@code ED25519} or {@code RSA-CERT}
   * @param keyId its fingerprint
   * @param certificate id, serial number and authority of the certificate that was accepted
   * @param failures passwords that were refused, also where asked for by keyboard-interactive; keys
   *     do not count
   * @param loggedIn null where nobody did
   * @param end what ended it: {@code session closed}; {@code closed}, {@code reset} or {@code
   *     disconnected} by the client; {@code too many failures}, {@code timed out}, or {@code
   *     server} for other reasons of its own; null where no record tells
   */
  @EventType(
      title = "Connections",
      summary = "{outcome} ({reason}): {user} from {addr} by {method}, {failures} failed",
      columns = {"user", "addr", "failures"})
  public record Connection(
      @Nullable String user,
      @Nullable String addr,
      int port,
      @Nullable String method,
      @Nullable String keyType,
      @Nullable String keyId,
      @Nullable String certificate,
      int failures,
      @Nullable Instant loggedIn,
      @Nullable String end)
      implements TransactionEvent {}

  /**
   * An address has failed too often in too short a time: sent with the failure that makes it so,
   * once until it has been quiet for the length of the window.
   *
   * @param user of that failure
   * @param first when the first of the failures was
   */
  @EventType(
      severity = Severity.ERROR,
      summary = "{addr}: {count} failed log-ins, the last as {user}")
  public record AttemptsExceeded(String addr, @Nullable String user, int count, Instant first)
      implements AuditEvent {}

  /**
   * Somebody has logged in from an address that had failed too often.
   *
   * @param failures of the address until then
   */
  @EventType(
      title = "Log-ins after guessing",
      summary = "{user} has logged in from {addr} after {failures failed log-in}")
  public record LogInAfterGuessing(String user, String addr, long failures) implements ErrorEvent {}

  /**
   * What came of an address that had failed too often: sent when it has been quiet for an hour.
   *
   * @param failures of the address, from the first that was counted for the excess
   * @param users as how many different users these were; at most 100 are told apart
   * @param logIns how often somebody logged in from it after the excess
   * @param logInUser who did so first
   */
  @EventType(
      title = "Addresses with too many failures",
      summary = "{addr}: {failures failed log-in} as {users user}, then {logIns log-in}",
      worst = "failures",
      severity = Severity.WARNING)
  public record GuessingSource(
      String addr,
      long failures,
      int users,
      @Nullable Instant first,
      @Nullable Instant last,
      int logIns,
      @Nullable String logInUser,
      @Nullable Instant logInTime)
      implements AuditEvent {}

  /**
   * The numbers of a day.
   *
   * @param successful log-ins
   * @param failed tries that failed: refused passwords of users that exist, and users that do not
   *     exist or may not log in, each once in a connection
   * @param noSuccessThatDay those of them whose user has not logged in from that address that day
   * @param addressesExceeded addresses that failed too often in too short a time
   */
  public record Daily(long successful, long failed, long noSuccessThatDay, int addressesExceeded)
      implements StatisticsEvent {}

  /** A failure that counts for guessing. */
  record Guess(String addr, @Nullable String user) implements Fact {}

  /** A user of failures that were counted for an excess. */
  record Tried(String addr, @Nullable String user) implements Fact {}

  /** A user, who exists, failed to log in. */
  record Failure(String user, String addr) implements Fact {}

  /** A user has logged in. */
  record LogIn(String user, String addr) implements Fact {}

  @Override
  public void define(Flow flow, Config c) {
    TransactionFlow connection =
        flow.transaction(
                "connection", Select.app("sshd", "sshd-session", "sshd-auth"), Connection.class)
            .key(HOST, PROC_ID)
            .total(LOG_IN_TIME)
            .trail(TRAIL)
            .reasons(
                "user not allowed",
                "unknown user",
                "account denied",
                "root log-in refused",
                "wrong password",
                "refused host",
                "refused ticket",
                "refused key",
                "changed user",
                "log-in failed",
                "no method left",
                "no common algorithm",
                "not SSH",
                "no identification",
                "too many failures");
    session(connection, c);
    tries(connection, c);
    departures(connection);
    refusals(connection);
    beginnings(connection);

    flow.threshold("guessing", AttemptsExceeded.class)
        .of(Guess.class)
        .key("addr")
        .count(c.loginFailureLimit(), c.loginFailureWindow())
        .rearm(ThresholdFlow.Rearm.QUIET)
        .tellEach("user", Tried.class)
        .reset(LogIn.class, c.successResets());
    flow.stage("sources", Source::new)
        .key("addr")
        .on(Tried.class, Source::tried)
        .on(AttemptsExceeded.class, Source::exceeded)
        .onKnown(Guess.class, Source::failed)
        .onKnown(LogIn.class, Source::loggedIn)
        .idle(SOURCE_QUIET, Source::tell)
        .atEnd(Source::tell);
    flow.stage("unresolved", Day::new)
        .key("user")
        .on(Failure.class, Day::failed)
        .on(LogIn.class, Day::loggedIn)
        .idle(Duration.ofDays(1));
    flow.statistics(Daily.class, Calendar.daily());
  }

  /** From the log-in on it is no failure, and has all the time it wants. */
  private static void session(TransactionFlow connection, Config c) {
    Consumer<Step> loggedIn =
        s -> s.time("loggedIn").total(c.maxSessionAge(), COMPLETED, "log-in session, end not seen");
    connection
        .open(
            Sshd.ACCEPTED,
            loggedIn.andThen(s -> s.noReason().tally("successful").tell(LogIn.class)))
        .open(Sshd.OPENED, loggedIn)
        .end(COMPLETED, "log-in session", Sshd.CLOSED, s -> s.set("end", "session closed"))
        .endIfOpen(
            COMPLETED, "log-in session", Sshd.LOGGED_OUT, s -> s.set("end", "session closed"))
        .step(Sshd.SESSION_PAM)
        .step(Sshd.SESSION_DETAIL)
        .endIfOpen(FAILED, "session refused", Sshd.SESSION_REFUSED, s -> s.set("end", "server"));
  }

  private static void tries(TransactionFlow connection, Config c) {
    Consumer<Step> guess = s -> guess(Counted.FAILED_PASSWORD, c, s);
    Consumer<Step> wrong = guess.andThen(s -> s.count("failures").reason("wrong password"));
    Consumer<Step> wrongOfUnknown = wrong.andThen(s -> s.reason("unknown user"));
    Consumer<Step> wrongOfKnown = wrong.andThen(s -> s.tally("failed").tell(Failure.class));
    Consumer<Step> byPam = s -> s.set("method", "keyboard-interactive/pam");
    Consumer<Step> refused = s -> s.tally("failed").tally("noSuccessThatDay");
    // Once in a connection: that there is no such user the server says first, if that line was
    // kept.
    // Without it, a user without a name is counted with each try.
    Consumer<Step> ofUnknown = s -> s.whereEmpty("user", refused);
    connection
        .open(
            Sshd.UNKNOWN_USER,
            refused.andThen(s -> {
              s.reason("unknown user");
              guess(Counted.INVALID_USER, c, s);
            }))
        .step(Sshd.UNKNOWN_USER_REQUEST)
        .open(Sshd.NOT_ALLOWED_FROM, refused.andThen(s -> s.reason("user not allowed")))
        .step(Sshd.NO_LOG_INS)
        .open(Sshd.NOT_ALLOWED, refused.andThen(s -> s.reason("user not allowed")))
        .open(Sshd.TRIED)
        .open(
            Sshd.KEY_OF_UNKNOWN_REFUSED,
            ofUnknown.andThen(s -> s.set("method", "publickey").reason("unknown user")))
        .open(Sshd.KEY_REFUSED, s -> s.set("method", "publickey").reason("refused key"))
        .open(Sshd.HOST_REFUSED, s -> s.set("method", "hostbased").reason("refused host"))
        .open(Sshd.TICKET_REFUSED, s -> s.set("method", "gssapi").reason("refused ticket"))
        .open(Sshd.PAM_REFUSED_AGAIN, s -> s.reason("wrong password"))
        .open(Sshd.WRONG_PASSWORD_OF_UNKNOWN, wrongOfUnknown.andThen(ofUnknown))
        .open(Sshd.WRONG_PASSWORD, wrongOfKnown)
        .open(Sshd.PAM_REFUSED_UNKNOWN, wrongOfUnknown.andThen(byPam).andThen(ofUnknown))
        .open(Sshd.PAM_REFUSED, wrongOfKnown.andThen(byPam))
        .open(Sshd.KEY_NOT_ACCEPTED, s -> s.reason("refused key"))
        .open(Sshd.KEY_FROM_ELSEWHERE, s -> s.reason("refused key"))
        .open(Sshd.ROOT_REFUSED, s -> s.set("user", "root").reason("root log-in refused"))
        .open(Sshd.TOO_MANY_TRIES, s -> s.reason("too many failures"));
  }

  private static void guess(Counted kind, Config c, Step step) {
    if (c.counts().contains(kind)) {
      step.tell(Guess.class);
    } else {
      step.leftOut("counts", kind);
    }
  }

  /** The client leaves without having logged in. Where names and ports are known, they stay. */
  private static void departures(TransactionFlow connection) {
    Consumer<Step> where = s -> s.keep("addr", "port");
    Consumer<Step> who = s -> s.keep("user", "addr", "port");
    Consumer<Step> beforeLogIn = s -> s.unless("loggedIn");
    Consumer<Step> goodbye =
        where.andThen(s -> s.set("end", "disconnected").total(SOON, FAILED, "left before log-in"));
    connection
        .openAndEnd(FAILED, "left before log-in", Sshd.LEFT, who.andThen(s -> s.keep("end")))
        .openAndEnd(
            FAILED,
            "left before log-in",
            Sshd.DISCONNECTED,
            who.andThen(s -> s.set("end", "disconnected")))
        .step(Sshd.PAM_COUNT)
        .open(Sshd.LOG_IN_FAILED, goodbye.andThen(s -> s.reason("log-in failed")))
        .open(Sshd.NO_METHOD_LEFT, goodbye.andThen(s -> s.reason("no method left")))
        .open(Sshd.GOODBYE, goodbye)
        .step(Sshd.GOODBYE_OLD, goodbye.andThen(beforeLogIn))
        .openAndEnd(FAILED, "no identification", Sshd.LEFT_EARLY, where.andThen(beforeLogIn))
        .endIfOpen(
            FAILED, "left before log-in", Sshd.LEFT_OLD, beforeLogIn.andThen(s -> s.keep("addr")))
        .openAndEnd(FAILED, "left before log-in", Sshd.RESET, s -> s.set("end", "reset"))
        .openAndEnd(
            FAILED, "left before log-in", Sshd.BROKEN, who.andThen(s -> s.set("end", "reset")))
        .open(
            Sshd.RESET_EARLY, s -> s.set("end", "reset").total(SOON, FAILED, "left before log-in"))
        .openAndEnd(
            FAILED, "no identification", Sshd.NO_IDENTIFICATION, s -> s.set("end", "closed"))
        .open(
            Sshd.IDENTIFICATION_FAILED,
            s -> s.reason("no identification").total(SOON, FAILED, "no identification"))
        .open(Sshd.NOT_IDENTIFICATION, s -> s.reason("not SSH").total(SOON, FAILED, "not SSH"));
  }

  /** The server gives up or refuses it. */
  private static void refusals(TransactionFlow connection) {
    Consumer<Step> who = s -> s.keep("user", "addr", "port");
    Consumer<Step> byServer = s -> s.set("end", "server");
    Consumer<Step> ofChild = s -> s.key(HOST, KeyPart.of("child")).keep("addr");
    connection
        .openAndEnd(
            FAILED,
            "too many failures",
            Sshd.TOO_MANY,
            who.andThen(s -> s.set("end", "too many failures")))
        .open(
            Sshd.TOO_MANY_OLD,
            s ->
                s.keep("user", "addr", "port")
                    .set("end", "too many failures")
                    .reason("too many failures")
                    .total(LATER, FAILED, "too many failures"))
        .openAndEnd(FAILED, "changed user", Sshd.USER_CHANGED, who.andThen(byServer))
        .openAndEnd(FAILED, "server gave up", Sshd.TURNED_AWAY, who.andThen(byServer))
        .openAndEnd(
            FAILED, "account denied", Sshd.ACCOUNT_DENIED, byServer.andThen(s -> s.keep("user")))
        .openAndEnd(FAILED, "user not allowed", Sshd.PROHIBITED, byServer)
        .openAndEnd(FAILED, "not SSH", Sshd.BAD_IDENTIFICATION, byServer)
        .openAndEnd(FAILED, "not SSH", Sshd.PACKET_REFUSED, who.andThen(byServer))
        .openAndEnd(FAILED, "no common algorithm", Sshd.NOTHING_IN_COMMON, byServer)
        .openAndEnd(FAILED, "refused by address", Sshd.REFUSED_BY_ADDRESS, byServer)
        .openAndEnd(
            FAILED,
            "dropped",
            Sshd.DROPPED,
            byServer.andThen(s -> s.key(HOST, KeyPart.of("addr"), KeyPart.of("port"))))
        .openAndEnd(
            FAILED, "timed out", Sshd.TIMED_OUT, who.andThen(s -> s.set("end", "timed out")))
        .openAndEnd(
            FAILED,
            "timed out",
            Sshd.CHILD_TIMED_OUT,
            ofChild.andThen(s -> s.set("end", "timed out")))
        .openAndEnd(FAILED, "server gave up", Sshd.CHILD_FAILED, ofChild.andThen(byServer))
        .openAndEnd(FAILED, "server gave up", Sshd.GAVE_UP, byServer)
        .endIfOpen(
            FAILED,
            "server gave up",
            Sshd.GAVE_UP_EARLY,
            byServer.andThen(s -> s.unless("loggedIn")));
  }

  /** What may come before it is known what the client wants. */
  private static void beginnings(TransactionFlow connection) {
    connection
        .start(Sshd.CONNECTION)
        .lead(Sshd.PAM_CHECK)
        .lead(Sshd.ADDRESS_CHECK)
        .lead(Sshd.CLIENT_INFO)
        .lead(Sshd.WEAK_EXCHANGE)
        .lead(Sshd.TROUBLE)
        .lead(Sshd.BAD_PACKET, s -> s.reason("not SSH"))
        .open(Sshd.GREETING_FAILED);
  }

  /** What a source of too many failures goes on to do. */
  static final class Source extends State {
    long failures;
    long failuresSinceLogIn;
    @Nullable Instant first;
    @Nullable Instant last;
    int users;
    int logIns;
    @Nullable String logInUser;
    @Nullable Instant logInTime;
    final DistinctInWindow names = new DistinctInWindow(this, SOURCE_USERS, Duration.ofDays(365));

    static void exceeded(AttemptsExceeded e, Source s, Context c) {
      c.distinct("addressesExceeded", e.addr());
      if (s.first == null) {
        s.first = e.first();
        s.failures = e.count();
        s.failuresSinceLogIn = e.count();
        s.last = c.time();
      }
    }

    static void tried(Tried t, Source s, Context c) {
      s.add(t.user(), c);
    }

    static void failed(Guess g, Source s, Context c) {
      s.failures++;
      s.failuresSinceLogIn++;
      s.last = c.time();
      s.add(g.user(), c);
    }

    private void add(@Nullable String user, Context c) {
      users = names.add(user == null ? "" : user, c.time());
    }

    static void loggedIn(LogIn l, Source s, Context c) {
      s.logIns++;
      if (s.logInTime == null) {
        s.logInUser = l.user();
        s.logInTime = c.time();
      }
      if (s.failuresSinceLogIn > 0) {
        c.emit(new LogInAfterGuessing(l.user(), l.addr(), s.failures));
      }
      s.failuresSinceLogIn = 0;
    }

    static void tell(Source s, Context c) {
      c.emit(
          new GuessingSource(
              c.key().get(0),
              s.failures,
              s.users,
              s.first,
              s.last,
              s.logIns,
              s.logInUser,
              s.logInTime));
    }
  }

  /** The failures of a user on one day, by address. */
  static final class Day extends State {
    private static final Calendar DAILY = Calendar.daily();
    private static final int LOGGED_IN = -1;

    private @Nullable Instant day;
    final Counts failures = new Counts(this, DAY_ADDRESSES);

    static void failed(Failure f, Day d, Context c) {
      d.begin(c);
      int before = d.failures.get(f.addr());
      if (before != LOGGED_IN) {
        d.failures.put(f.addr(), before + 1);
        c.count("noSuccessThatDay");
      }
    }

    static void loggedIn(LogIn l, Day d, Context c) {
      d.begin(c);
      int before = d.failures.get(l.addr());
      if (before > 0) {
        c.count("noSuccessThatDay", -before);
      }
      d.failures.put(l.addr(), LOGGED_IN);
    }

    private void begin(Context c) {
      Instant present = c.period(DAILY);
      if (!present.equals(day)) {
        day = present;
        failures.clear();
      }
    }
  }
}
