package dev.correlator.modules;

import dev.correlator.api.Pattern;

/**
 * What Postfix's daemons write about mails and about the sessions of clients, versions 2.3 to 3.x,
 * and amavis about a mail that it has looked at. Names are those of what has happened, not those of
 * the texts.
 *
 * <p>Queue ids are upper-case hexadecimal digits, or with {@code enable_long_queue_ids} digits and
 * consonants. Senders choose addresses, message ids and what they greet with, receivers choose what
 * they answer: so what stands in front of such texts is taken from holes that take no blanks.
 */
final class Mailer {

  private static final String ID = "{queueId:code}: ";

  /** With {@code smtpd_client_port_logging} the port stands behind it. */
  private static final String CLIENT_NAME = "{name:word}[{addr:word}]{?:{port:int}}";

  // A mail comes in.

  static final Pattern CLIENT =
      Pattern.of(
          ID
              + "client={client:word}{?, sasl_method={method:word}}{?,"
              + " sasl_username={saslUser:word}}{?, sasl_sender={saslSender:word}}{?,"
              + " orig_queue_id={origId:word}}{?, orig_client={origClient:word}}");

  /** Of pickup: a mail that a program of this host has handed in. */
  static final Pattern LOCAL = Pattern.of(ID + "uid={localUid:int} from=<{from}>");

  /** Of cleanup; an id of the resent mail's own is not that of the mail. */
  static final Pattern MESSAGE_ID = Pattern.of(ID + "message-id={:<{messageId:word}>|{strange}}");

  /** Of the queue manager: the mail is whole, and in its queue. */
  static final Pattern QUEUED =
      Pattern.of(ID + "from=<{from}>, size={size:int}, nrcpt={nrcpt:int} (queue {queue:word})");

  /** Of cleanup: for what stands in the mail, or because a milter said so. */
  static final Pattern CONTENT_REFUSED = refused("{:milter-reject|reject}: ");

  /** Of the server, where the mail is refused as a whole. */
  static final Pattern MAIL_REFUSED =
      refused("{:milter-reject|reject}: {:END-OF-MESSAGE|DATA} from ");

  static final Pattern DISCARDED = refused("{:milter-discard|discard}: ");

  /** The words for it stand behind all else where a header did it, and in front otherwise. */
  private static Pattern refused(String what) {
    return Pattern.of(
        ID
            + what
            + "{:{cause}; from=<{from:word}> to=<{recipient:word}>{? proto={protocol:word}}{?"
            + " helo=<{helo:word}>}: {response}"
            + "|{response}; from=<{from:word}> to=<{recipient:word}>{? proto={protocol:word}}{?"
            + " helo=<{helo:word}>}"
            + "|{response}}");
  }

  static final Pattern HELD = Pattern.of(ID + "{:hold: {cause}|placed on hold}");

  static final Pattern RELEASED = Pattern.of(ID + "{:released from hold|requeued}");

  // Its deliveries, each to one recipient.

  static final Pattern HANDED_ON = delivery("sent", "{response}{:queued|forwarded} as {next:code}");
  static final Pattern SENT = delivery("sent", "{response}");
  static final Pattern BOUNCED = delivery("bounced", "{response}");
  static final Pattern DEFERRED = delivery("deferred", "{response}");

  /** Of a mail that is only to find out whether an address exists. */
  static final Pattern DELIVERABLE = delivery("deliverable", "{response}");

  static final Pattern UNDELIVERABLE = delivery("undeliverable{?-but-not-cached}", "{response}");

  /** Of other kinds: nothing is concluded from them. */
  static final Pattern DELIVERY = delivery("{status:word}", "{response}");

  /**
   * An address with a blank, which is always a quoted one, is not taken up: a hole for it would
   * reach into what the other side answered, and could be given another end there.
   */
  private static Pattern delivery(String status, String response) {
    return Pattern.of(
        ID
            + "to={:<{recipient:word}>|<\"{quoted}\"@{domain:word}>|{recipient:word}},"
            + " {?orig_to={:<{origTo:word}>|<\"{origQuoted}\"@{origDomain:word}>|{origTo:word}},"
            + " }relay={relay:word}, {?conn_use={uses:int}, }delay={delay:word},"
            + " {?delays={delays:word}, }{?tls={tls:word}, }{?dsn={dsn:word}, }status="
            + status
            + " ("
            + response
            + ")");
  }

  // How it ends.

  static final Pattern EXPIRED =
      Pattern.of(ID + "from=<{from}>, status={:force-expired|expired}, returned to sender");

  /** Of the queue manager when nothing is left to do, or of postsuper when told so. */
  static final Pattern REMOVED = Pattern.of(ID + "removed");

  static final Pattern NOTIFIED =
      Pattern.of(ID + "{whom:word} {what} notification: {notification:code}");

  /** Whatever else is written about a mail. */
  static final Pattern ABOUT_MAIL = Pattern.of(ID + "{*}");

  /** What stands behind such a word need not be a queue id, where no mail has it. */
  static final Pattern WARNED = Pattern.of("{:warning|error|fatal}: " + ID + "{*}");

  // What amavis says of it; further ids of the mail may stand behind the first.

  private static final String FILTERED =
      "({process:word}) {verdict:word} {filter:word} {{{actions:word}}, {before}Queue-ID:"
          + " {queueId:code}, {details}";

  static final Pattern FILTERED_ON =
      Pattern.of(FILTERED + ", queued_as: {next:code}{?/{others:word}}{?, {rest}}");

  static final Pattern FILTER_RESULT = Pattern.of(FILTERED);

  // Sessions.

  static final Pattern CONNECTED = Pattern.of("connect from " + CLIENT_NAME);

  static final Pattern DISCONNECTED =
      Pattern.of("disconnect from " + CLIENT_NAME + "{? {commands}}");

  static final Pattern LOST = Pattern.of("lost connection after {lastCommand} from " + CLIENT_NAME);

  static final Pattern TIMED_OUT = Pattern.of("timeout after {lastCommand} from " + CLIENT_NAME);

  static final Pattern TOO_MANY_ERRORS =
      Pattern.of("too many errors after {lastCommand} from " + CLIENT_NAME);

  static final Pattern ENCRYPTED =
      Pattern.of(
          "{trust:word} TLS connection established from "
              + CLIENT_NAME
              + ": {tls:word} with cipher {cipher:word}{? {details}}");

  static final Pattern NOT_ENCRYPTED =
      Pattern.of("SSL_accept error from " + CLIENT_NAME + ": {cause}");

  /** With or without a queue id: of a further recipient the mail has one. */
  static final Pattern REJECTED =
      Pattern.of(
          "{id:code}: {:milter-reject|reject}: {lastCommand} from "
              + CLIENT_NAME
              + ": {lastReject}; {?from=<{sender}> }{?to=<{recipient}> }proto={protocol:word}{?"
              + " helo=<{helo}>}");

  static final Pattern REJECTED_UNQUEUED =
      Pattern.of(
          "NOQUEUE: {:milter-reject|reject}: {lastCommand} from "
              + CLIENT_NAME
              + ": {lastReject}; {?from=<{sender}> }{?to=<{recipient}> }proto={protocol:word}{?"
              + " helo=<{helo}>}");

  /** Where neither protocol nor greeting is told. */
  static final Pattern REJECTED_EARLY =
      Pattern.of(
          "{:NOQUEUE|{id:code}}: {:milter-reject|reject}: {lastCommand} from "
              + CLIENT_NAME
              + ": {lastReject}");

  static final Pattern LOG_IN_FAILED =
      Pattern.of(
          "warning: " + CLIENT_NAME + ": SASL {method:word} authentication failed{?: {cause}}");

  static final Pattern MAIL_BEGUN =
      Pattern.of(
          "{id:code}: client="
              + CLIENT_NAME
              + "{?, sasl_method={method:word}, sasl_username={saslUser:word}}{?, {details}}");

  /** In front of the queue stands a filter, which has a session of its own with the queue. */
  static final Pattern PASSED_ON =
      Pattern.of("proxy-accept: END-OF-MESSAGE: {answer}; from=<{sender}>{*}");

  static final Pattern ABOUT_SESSION = Pattern.of("{*}");

  private Mailer() {}
}
