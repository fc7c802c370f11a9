package dev.correlator.modules;

import static dev.correlator.api.KeyPart.HOST;
import static dev.correlator.api.KeyPart.PROC_ID;
import static dev.correlator.api.Outcome.FAILED;
import static dev.correlator.api.Outcome.TIMED_OUT;

import dev.correlator.api.AuditEvent;
import dev.correlator.api.Calendar;
import dev.correlator.api.Context;
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
 * Postfix, versions 2.3 to 3.x: what became of every mail, also where a content filter took it out
 * of the queue and put it back under another queue id; every delivery to a recipient; the sessions
 * of clients; addresses that are rejected too often; and the numbers of each day.
 */
@Named(
    value = "postfix",
    description = "Postfix: what became of every mail, sessions, rejected clients")
public final class Postfix implements LogicModule<Postfix.Config> {

  /** Behind the record of a refusal, which is the last or the last but one about the mail. */
  private static final Duration SOON = Duration.ofSeconds(10);

  /** The daemons that write about mails, under whatever name an instance writes. */
  private static final Select DAEMONS =
      Select.appLike(
          "*/smtpd",
          "*/cleanup",
          "*/pickup",
          "*/qmgr",
          "*/oqmgr",
          "*/nqmgr",
          "*/smtp",
          "*/lmtp",
          "*/local",
          "*/virtual",
          "*/pipe",
          "*/error",
          "*/retry",
          "*/discard",
          "*/bounce",
          "*/trace",
          "*/defer",
          "*/postsuper");

  private static final Select FILTER = Select.app("amavis", "amavisd");

  /** For the service loader. */
  public Postfix() {}

  /** What counts for the threshold of clients. */
  public enum Counted {
    /** A sender, a recipient or the client itself was rejected: {@code NOQUEUE: reject: ...}. */
    REJECT,
    /** A log-in failed: {@code SASL ... authentication failed}. */
    LOG_IN_FAILURE
  }

  /** The settings. */
  public record Config(
      @Setting(
              doc = "A mail that has not got into the queue is given up this long after its begin",
              def = "1h",
              min = 1)
          Duration acceptLimit,
      @Setting(
              doc =
                  "A mail in the queue is given up this long after its last try; the queue's own"
                      + " limit is 5d",
              def = "6d",
              min = 1)
          Duration queueLimit,
      @Setting(
              doc = "How long after its end a queue id may be told to be another's sequel",
              def = "1m",
              min = 1)
          Duration sequelWait,
      @Setting(doc = "A session is given up this long after its begin", def = "1d", min = 1)
          Duration sessionLimit,
      @Setting(doc = "Window of the count of a client's rejects", def = "10m", min = 1)
          Duration rejectWindow,
      @Setting(
              doc = "The reject with this number inside the window raises the event",
              def = "10",
              min = 2,
              max = 10_000)
          int rejectLimit,
      @Setting(doc = "What counts as one: reject, log_in_failure", def = "reject,log_in_failure")
          List<Counted> counts) {}

  /**
   * What became of a mail, through all queue ids that it had on one host.
   *
   * @param queueIds all of them, the first one first, a blank between them
   * @param client that brought it, {@code name[address]}; null where a program of the host did
   * @param saslUser as whom the client had logged in
   * @param localUid of the program that handed it in
   * @param from the sender in its envelope; empty for a notification
   * @param size in bytes, in the first queue
   * @param nrcpt number of recipients, in the first queue
   * @param status of the deliveries under the last queue id: see {@link QueuedMail}
   * @param recipient of the last delivery that failed for good, else of the last one; relay, dsn
   *     and response are those of the same
   * @param notification the queue id of the last notification about it
   * @param filter what amavis says it is, as in {@code CLEAN}
   */
  @EventType(
      title = "Mails",
      summary = "{outcome} ({reason}): mail of {from} to {recipient}, {queueIds}: {response}",
      columns = {"from", "recipient", "relay"})
  public record Mail(
      @Nullable String queueIds,
      @Nullable String client,
      @Nullable String saslUser,
      @Nullable String localUid,
      @Nullable String messageId,
      @Nullable String from,
      long size,
      int nrcpt,
      @Nullable String status,
      @Nullable String recipient,
      @Nullable String relay,
      @Nullable String dsn,
      @Nullable String response,
      @Nullable String notification,
      @Nullable String filter)
      implements TransactionEvent {}

  /**
   * The life of one queue id: from its first record to that which removes it. Beside {@link Mail},
   * which tells the same of mails that had one.
   *
   * @param status of its deliveries: {@code sent}, {@code deferred}, {@code bounced}, {@code mixed}
   *     where they differ, another that Postfix says, or null where there was none
   * @param sent deliveries that were, also those to a content filter
   * @param deferred tries that are to be repeated
   * @param refused recipients that were refused while it was received
   * @param lastStatus of the last delivery that failed for good, else of the last one; recipient,
   *     relay, dsn and response, in which the next queue id is left out, are those of the same
   * @param notifications about it
   * @param next the last queue id under which it was handed on
   * @param removed when; null where no record says so
   */
  @EventType(summary = "{outcome} ({reason}): {queueId} of {from}, {sent} sent, {bounced} bounced")
  public record QueuedMail(
      @Nullable String queueId,
      @Nullable String client,
      @Nullable String saslUser,
      @Nullable String localUid,
      @Nullable String messageId,
      @Nullable String from,
      long size,
      int nrcpt,
      @Nullable String status,
      int sent,
      int deferred,
      int bounced,
      int refused,
      @Nullable String recipient,
      @Nullable String relay,
      @Nullable String dsn,
      @Nullable String lastStatus,
      @Nullable String response,
      int notifications,
      @Nullable String notification,
      @Nullable String filter,
      @Nullable String next,
      @Nullable Instant removed)
      implements AuditEvent {}

  /**
   * One try to deliver a mail to one recipient.
   *
   * @param origTo whom the sender wrote to, where that is another
   * @param delay seconds since the mail came in, as written
   * @param status as in {@code sent}, {@code deferred}, {@code bounced}
   * @param response what the other side answered, or what went wrong
   * @param next the queue id under which it was handed on
   */
  @EventType(summary = "{status}: {queueId} to {recipient} by {relay}: {response}")
  public record Delivery(
      String queueId,
      @Nullable String recipient,
      @Nullable String origTo,
      @Nullable String relay,
      @Nullable String delay,
      @Nullable String dsn,
      @Nullable String status,
      @Nullable String response,
      @Nullable String next)
      implements AuditEvent {}

  /**
   * A client has left.
   *
   * @param name of the client, {@code unknown} where its address has none
   * @param helo how it greeted, where a reject tells it
   * @param tls the protocol's version, null where the session was not encrypted
   * @param mails that it brought, or began to
   * @param rejects of senders, recipients or the client itself
   * @param lastReject what the last one said
   * @param logInFailures log-ins that failed
   * @param lastCommand the one that was rejected last, or behind which the session broke off
   * @param commands how many of each it gave, and of how many: as written since Postfix 3.0
   */
  @EventType(
      title = "Sessions",
      summary = "{outcome} ({reason}): {name}[{addr}], {mails mail}, {rejects reject}",
      columns = {"name", "addr", "mails", "rejects", "logInFailures"})
  public record Session(
      @Nullable String name,
      @Nullable String addr,
      @Nullable String helo,
      @Nullable String tls,
      @Nullable String cipher,
      @Nullable String saslUser,
      int mails,
      int rejects,
      @Nullable String lastReject,
      int logInFailures,
      @Nullable String lastCommand,
      @Nullable String commands)
      implements TransactionEvent {}

  /**
   * A client was rejected too often in too short a time: sent with the reject that makes it so,
   * once until it has been quiet for the length of the window.
   *
   * @param first when the first of them was
   */
  @EventType(
      title = "Clients rejected too often",
      severity = Severity.ERROR,
      summary = "{addr}: {count} rejects or failed log-ins",
      worst = "count")
  public record RejectsExceeded(String addr, @Nullable String name, int count, Instant first)
      implements AuditEvent {}

  /**
   * The numbers of a day.
   *
   * @param received mails that came in, also those that a filter brings back
   * @param delivered deliveries that were sent, also those to a filter
   * @param deferred tries that are to be repeated
   * @param bounced deliveries that failed for good
   * @param rejected senders, recipients and clients that were turned away
   * @param mailsFailed mails that did not get to all of their recipients, or were lost sight of
   * @param sessions of clients
   * @param clientsExceeded how often a client was rejected too often
   */
  public record Daily(
      long received,
      long delivered,
      long deferred,
      long bounced,
      long rejected,
      long mailsFailed,
      long sessions,
      long clientsExceeded)
      implements StatisticsEvent {}

  /** A try to deliver. */
  record Tried(
      String host,
      String queueId,
      @Nullable String recipient,
      @Nullable String origTo,
      @Nullable String relay,
      @Nullable String delay,
      @Nullable String dsn,
      @Nullable String lastStatus,
      @Nullable String response)
      implements Fact {}

  /** A delivery that hands the mail on under another queue id. */
  record HandedOn(
      String host,
      String queueId,
      @Nullable String recipient,
      @Nullable String origTo,
      @Nullable String relay,
      @Nullable String delay,
      @Nullable String dsn,
      @Nullable String lastStatus,
      @Nullable String response,
      @Nullable String next)
      implements Fact {}

  /** What counts for the threshold of clients. */
  record Turned(String addr, @Nullable String name) implements Fact {}

  @Override
  public void define(Flow flow, Config c) {
    TransactionFlow queued =
        flow.transaction("queued", DAEMONS.or(FILTER), QueuedMail.class)
            .key(HOST, KeyPart.of("queueId"))
            .total(c.acceptLimit())
            .reasons(
                "deleted", "refused", "discarded", "expired", "mixed", "bounced", "undeliverable");
    entry(queued, c);
    deliveries(queued, c);
    end(queued);

    flow.chain("mail", Mail.class)
        .each(queued, "next", c.sequelWait())
        .keep("client", "saslUser", "localUid", "messageId", "from", "size", "nrcpt", "filter")
        .ids("queueIds")
        .retryKey("messageId", "recipient")
        .tally("mailsFailed", FAILED)
        .tally("mailsFailed", TIMED_OUT);

    TransactionFlow session =
        flow.transaction("session", Select.appLike("*/smtpd"), Session.class)
            .key(HOST, PROC_ID)
            .total(c.sessionLimit())
            .reasons("too many errors", "log-in failed", "rejected", "timed out");
    session(session, c);

    flow.stage("deliveries", Told::new)
        .key("host", "queueId")
        .on(Tried.class, Told::tried)
        .on(HandedOn.class, Told::handedOn)
        .idle(SOON);
    flow.threshold("rejects", RejectsExceeded.class)
        .of(Turned.class)
        .key("addr")
        .count(c.rejectLimit(), c.rejectWindow())
        .rearm(ThresholdFlow.Rearm.QUIET)
        .tally("clientsExceeded");
    flow.statistics(Daily.class, Calendar.daily());
  }

  /** Until it is in the queue it may be lost without a word: the client leaves too early. */
  private static void entry(TransactionFlow queued, Config c) {
    Consumer<Step> taken = s -> s.total(c.acceptLimit(), TIMED_OUT, "never queued");
    Consumer<Step> refused = s -> s.count("refused").total(SOON, FAILED, "refused");
    Consumer<Step> onHold = s -> s.total(c.queueLimit(), TIMED_OUT, "on hold");
    queued
        .open(Mailer.CLIENT, taken.andThen(s -> s.tally("received")))
        .open(Mailer.LOCAL, taken.andThen(s -> s.tally("received")))
        .open(Mailer.MESSAGE_ID)
        .open(Mailer.QUEUED, s -> s.total(c.queueLimit(), TIMED_OUT, "never removed"))
        .open(
            Mailer.CONTENT_REFUSED,
            refused.andThen(s -> s.reason("refused").only(Select.appLike("*/cleanup"))))
        .open(Mailer.MAIL_REFUSED, refused.andThen(s -> s.reason("refused")))
        .open(Mailer.CONTENT_REFUSED, s -> s.count("refused"))
        .open(Mailer.DISCARDED, s -> s.reason("discarded").total(SOON, FAILED, "discarded"))
        .open(Mailer.HELD, onHold)
        .open(Mailer.RELEASED, s -> s.total(c.queueLimit(), TIMED_OUT, "never removed"));
  }

  private static void deliveries(TransactionFlow queued, Config c) {
    Consumer<Step> underWay = s -> s.total(c.queueLimit(), TIMED_OUT, "never removed");
    Consumer<Step> mixed = s -> s.set("status", "mixed");
    // Who did not get it is told, and not who was the last to get it.
    Consumer<Step> besideBounced =
        mixed.andThen(
            s -> s.keep("recipient", "relay", "dsn", "response").set("lastStatus", "bounced"));
    Consumer<Step> mixedForGood = mixed.andThen(s -> s.reason("mixed"));
    Consumer<Step> sent =
        status("sent")
            .andThen(underWay)
            .andThen(s ->
                s.count("sent")
                    .tally("delivered")
                    .where("bounced", besideBounced.andThen(w -> w.reason("mixed"))));
    queued
        .open(Mailer.HANDED_ON, sent.andThen(s -> s.tell(HandedOn.class)))
        .open(Mailer.SENT, sent.andThen(s -> s.tell(Tried.class)))
        .open(
            Mailer.BOUNCED,
            status("bounced")
                .andThen(underWay)
                .andThen(s ->
                    s.count("bounced")
                        .tally("bounced")
                        .reason("bounced")
                        .where("sent", mixedForGood)
                        .tell(Tried.class)))
        .open(
            Mailer.DEFERRED,
            status("deferred")
                .andThen(s ->
                    s.count("deferred")
                        .tally("deferred")
                        .total(c.queueLimit(), TIMED_OUT, "deferred")
                        .where("sent", mixed)
                        .where("bounced", besideBounced)
                        .tell(Tried.class)))
        .open(Mailer.DELIVERABLE, status("deliverable").andThen(s -> s.tell(Tried.class)))
        .open(
            Mailer.UNDELIVERABLE,
            status("undeliverable").andThen(s -> s.reason("undeliverable").tell(Tried.class)))
        .open(Mailer.DELIVERY, underWay);
  }

  private static Consumer<Step> status(String status) {
    return s -> s.set("status", status).set("lastStatus", status);
  }

  private static void end(TransactionFlow queued) {
    Select postsuper = Select.appLike("*/postsuper");
    queued
        .open(Mailer.EXPIRED, s -> s.reason("expired"))
        .end(
            FAILED,
            "deleted",
            Mailer.REMOVED,
            s -> s.only(postsuper).time("removed").reason("deleted"))
        .endOrFail("sent", Mailer.REMOVED, s -> s.time("removed"))
        .open(Mailer.NOTIFIED, s -> s.count("notifications"))
        .open(Mailer.ABOUT_MAIL, s -> s.only(DAEMONS))
        .step(Mailer.WARNED, s -> s.only(DAEMONS))
        .step(Mailer.FILTERED_ON, s -> s.only(FILTER).aside())
        .step(Mailer.FILTER_RESULT, s -> s.only(FILTER).aside());
  }

  private static void session(TransactionFlow session, Config c) {
    Consumer<Step> who = s -> s.keep("name", "addr");
    Consumer<Step> rejected =
        who.andThen(s -> {
          s.count("rejects").tally("rejected").reason("rejected");
          tellIf(c, Counted.REJECT, s);
        });
    session
        .start(Mailer.CONNECTED, s -> s.tally("sessions"))
        .endOrFail("session", Mailer.DISCONNECTED, who)
        .open(Mailer.REJECTED_UNQUEUED, rejected)
        .open(Mailer.REJECTED, rejected)
        .open(Mailer.REJECTED_EARLY, rejected)
        .open(
            Mailer.LOG_IN_FAILED,
            who.andThen(s -> {
              s.count("logInFailures").reason("log-in failed");
              tellIf(c, Counted.LOG_IN_FAILURE, s);
            }))
        .open(Mailer.LOST, who.andThen(s -> s.reason("lost connection")))
        .open(Mailer.TIMED_OUT, who.andThen(s -> s.reason("timed out")))
        .open(Mailer.TOO_MANY_ERRORS, who.andThen(s -> s.reason("too many errors")))
        .open(Mailer.ENCRYPTED, who)
        .open(Mailer.NOT_ENCRYPTED, who.andThen(s -> s.reason("no common encryption")))
        .open(Mailer.MAIL_BEGUN, who.andThen(s -> s.count("mails")))
        .open(Mailer.PASSED_ON, s -> s.count("mails"))
        .step(Mailer.ABOUT_SESSION);
  }

  private static void tellIf(Config c, Counted what, Step step) {
    if (c.counts().contains(what)) {
      step.tell(Turned.class);
    }
  }

  /** Nothing is kept of a delivery: each is told as it comes. */
  static final class Told extends State {

    static void tried(Tried t, Told told, Context c) {
      c.emit(
          new Delivery(
              t.queueId(),
              t.recipient(),
              t.origTo(),
              t.relay(),
              t.delay(),
              t.dsn(),
              t.lastStatus(),
              t.response(),
              null));
      c.forget();
    }

    static void handedOn(HandedOn t, Told told, Context c) {
      String before = t.response() == null ? "" : t.response();
      c.emit(
          new Delivery(
              t.queueId(),
              t.recipient(),
              t.origTo(),
              t.relay(),
              t.delay(),
              t.dsn(),
              t.lastStatus(),
              before + (before.isEmpty() ? "forwarded" : "queued") + " as " + t.next(),
              t.next()));
      c.forget();
    }
  }
}
