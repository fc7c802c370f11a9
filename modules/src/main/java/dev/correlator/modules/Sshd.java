package dev.correlator.modules;

import dev.correlator.api.Pattern;

/**
 * What OpenSSH's server writes about a connection, versions 5 to 10, and PAM for it. Names are
 * those of what has happened, not those of the texts.
 *
 * <p>User names are the client's own: they may be empty, and hold blanks or what looks like an
 * address; control and non-ASCII bytes are written as octal escapes. So an address is taken from
 * where the server prints it, behind the name, and only where a literal address stands.
 *
 * <p>Before 5.9 no text ended in {@code [preauth]}; ports came with 7.2 and 7.3, the user in texts
 * of the end with 7.5.
 */
final class Sshd {

  /** The client may be gone before the server has asked for its address. */
  private static final String ADDRESS =
      "{:{addr:ip}{? port {port:int}}|UNKNOWN{? port {none:int}}}";

  private static final String WHO = "{?{:authenticating|invalid} user {?{user:field}} }" + ADDRESS;

  // The beginning.

  /** At LogLevel VERBOSE. */
  static final Pattern CONNECTION =
      Pattern.of(
          "Connection from "
              + ADDRESS
              + "{? on {ownAddr:ip} port {ownPort:int}{? rdomain {domain}}}");

  static final Pattern ADDRESS_CHECK =
      Pattern.of(
          "{:reverse mapping checking getaddrinfo for {name} [{addr:ip}]{?"
              + " port {port:int}} failed|Address {addr:ip}{? port {port:int}} maps to"
              + " |Nasty PTR record}{*}");

  /** Of builds with the HPN patches. */
  static final Pattern CLIENT_INFO =
      Pattern.of("SSH: Server;Ltype: {part:word};Remote: {addr:ip}-{port:int};{*}");

  static final Pattern WEAK_EXCHANGE =
      Pattern.of("WARNING: connection from {addr:ip} port {port:int} is not using{*}");

  /** Complaints that come before the record that ends the connection. */
  static final Pattern TROUBLE =
      Pattern.of(
          "{:dispatch_protocol_error: |error: kex protocol error: |error: buffer_get"
              + "|error: Could not get shadow information |Client version }{*}");

  // Not an SSH client, or one that cannot be talked with.

  static final Pattern NO_IDENTIFICATION =
      Pattern.of(
          "{:Did not receive identification string from {:UNKNOWN{? port {none:int}}"
              + "|{addr:host}{? port {port:int}}}"
              + "|{:probed|scanned} from {addr:host} port {port:int} with {client}}");

  /** Since 8.0; the next record ends the connection, except in 8.0. */
  static final Pattern IDENTIFICATION_FAILED =
      Pattern.of("error: kex_exchange_identification: {*}");

  static final Pattern NOT_IDENTIFICATION =
      Pattern.of(
          "error: {:kex_exchange_identification: {:client sent invalid|banner line}|Protocol major"
              + " versions differ:}{*}");

  static final Pattern BAD_IDENTIFICATION =
      Pattern.of(
          "{:banner exchange: Connection from "
              + ADDRESS
              + ": {cause}"
              + "|Bad protocol version identification '{banner}' from "
              + ADDRESS
              + "|Protocol major versions differ for "
              + ADDRESS
              + ": {versions}}");

  static final Pattern BAD_PACKET =
      Pattern.of(
          "{:Bad packet length |Corrupted MAC on input|padding error|Corrupted check bytes"
              + "|Finished discarding for }{*}");

  static final Pattern PACKET_REFUSED =
      Pattern.of(
          "{?fatal: }ssh_dispatch_run_fatal: Connection {:from|to} " + WHO + ": {cause} [preauth]");

  static final Pattern NOTHING_IN_COMMON =
      Pattern.of(
          "{:{?fatal: }Unable to negotiate with "
              + ADDRESS
              + ": {cause}"
              + "|fatal: {:Unable to negotiate a key exchange method|no hostkey alg}{? [preauth]}"
              + "|fatal: no matching {what:word} found: {cause}}");

  static final Pattern REFUSED_BY_ADDRESS =
      Pattern.of("refused connect from {:{name} ({?::ffff:}{addr:host})|{?::ffff:}{addr:host}}");

  /** Of the listening process: MaxStartups, or a penalty. */
  static final Pattern DROPPED =
      Pattern.of("drop connection #{number:int} from [{addr:ip}]:{port:int} on {*}");

  // Who may log in.

  static final Pattern UNKNOWN_USER =
      Pattern.of("{:Invalid|Illegal} user {user} from {addr:host}{? port {port:int}}");

  /** Up to 7.4, also about users that are not allowed. */
  static final Pattern UNKNOWN_USER_REQUEST =
      Pattern.of("input_userauth_request: {:invalid|illegal} user {name}");

  static final Pattern NOT_ALLOWED_FROM =
      Pattern.of("User {user} from {addr:host} not allowed because {*}");

  static final Pattern NOT_ALLOWED =
      Pattern.of(
          "{:User {user} not allowed because {cause}|Account {user} has expired{rest}|User {user}"
              + " password has expired{rest}|Login name {user} does not match stored username"
              + " {name}}");

  /** Of the session's process: nobody may log in at present. */
  static final Pattern NO_LOG_INS = Pattern.of("User {user} not allowed because {file} exists");

  /** Since 10.0: RefuseConnection. */
  static final Pattern PROHIBITED =
      Pattern.of(
          "administratively prohibited connection for {?invalid user }{?{user:field}} from"
              + " {addr:ip} port {port:int}{? [preauth]}");

  static final Pattern ROOT_REFUSED =
      Pattern.of("ROOT LOGIN REFUSED FROM {?::ffff:}" + ADDRESS + "{? [preauth]}");

  static final Pattern ACCOUNT_DENIED =
      Pattern.of("fatal: Access denied for user {user} by PAM account configuration{? [preauth]}");

  // Tries.

  private static final String TRY =
      "{?{user:field}} from {addr:ip}{? port {port:int}}{? {:ssh2|ssh1}{?: {info}}}{? [preauth]}";

  static final Pattern ACCEPTED =
      Pattern.of(
          "Accepted {method:word} for {user:field} from {addr:ip} port {port:int}{?"
              + " {:ssh2|ssh1}}{?: {:{keyType:word} {keyId:key}{? ID {certificate}}{?, client user"
              + " {client}}|{info}}}");

  /** By password, or what else is asked for: all but the methods below. */
  static final Pattern WRONG_PASSWORD_OF_UNKNOWN =
      Pattern.of("Failed {method:word} for {:invalid|illegal} user " + TRY);

  static final Pattern WRONG_PASSWORD = Pattern.of("Failed {method:word} for " + TRY);

  /** Keyboard-interactive by PAM: every try is told by {@link #PAM_REFUSED} already. */
  static final Pattern PAM_REFUSED_AGAIN =
      Pattern.of("Failed {submethod:word}/pam for {?invalid user }" + TRY);

  static final Pattern PAM_REFUSED_UNKNOWN =
      Pattern.of(
          "{:error: PAM: {text}|{?error: }{:A|a}uthentication {:failure|error|failed}"
              + "|{?error: }User not known to the underlying authentication module}"
              + " for {:illegal|invalid} user {user} from {addr:host}{? via {by:host}}{? }");

  static final Pattern PAM_REFUSED =
      Pattern.of(
          "{:error: PAM: {text}|{?error: }{:A|a}uthentication {:failure|error|failed}"
              + "|{?error: }User not known to the underlying authentication module}"
              + " for {user} from {addr:host}{? via {by:host}}{? }");

  /** Of existing users only at LogLevel VERBOSE, or when many have failed. */
  static final Pattern KEY_REFUSED = Pattern.of("Failed publickey for " + TRY);

  static final Pattern KEY_OF_UNKNOWN_REFUSED =
      Pattern.of("Failed publickey for invalid user " + TRY);

  static final Pattern HOST_REFUSED = Pattern.of("Failed hostbased for {?invalid user }" + TRY);

  static final Pattern TICKET_REFUSED =
      Pattern.of("Failed gssapi-{:with-mic|keyex} for {?invalid user }" + TRY);

  static final Pattern KEY_NOT_ACCEPTED =
      Pattern.of(
          "{:Authentication refused|Could not open user |error: Refused by |error: Authentication"
              + " key |error: WARNING: authentication attempt with a revoked |error: Certificate"
              + " invalid: |error: Refusing certificate |error: public key |userauth_pubkey:"
              + " |refusing |Refusing RSA key }{*}");

  static final Pattern KEY_FROM_ELSEWHERE =
      Pattern.of(
          "{?{file}: }Authentication tried for {user} with {:correct key|valid certificate}{*}");

  /** Neither accepted nor refused yet. */
  static final Pattern TRIED =
      Pattern.of(
          "{:Postponed {part:word}|Partial {part:word}|Failed none} for {?invalid user }" + TRY);

  static final Pattern TOO_MANY_TRIES =
      Pattern.of(
          "error: maximum authentication attempts exceeded for {?invalid user }{?{user:field}} from"
              + " {addr:ip} port {port:int} {:ssh2|ssh1}{? [preauth]}");

  /** Of the process, or of a helper that has no other records. */
  static final Pattern PAM_CHECK = Pattern.of("pam_{module:word}(sshd:{:auth|account}): {*}");

  // The end without a session.

  static final Pattern LEFT = Pattern.of("Connection {end:word} by " + WHO + " [preauth]");

  /**
   * Since 8.1, from one that has not identified itself, in 10.0 without any other record; also of
   * the process of a session whose client was killed.
   */
  static final Pattern LEFT_EARLY =
      Pattern.of("Connection {end:word} by {:{addr:ip} port {port:int}|UNKNOWN port {none:int}}");

  /** Before 5.9, and up to 7.2 of the process of a session. */
  static final Pattern LEFT_OLD = Pattern.of("Connection {end:word} by {addr:ip}");

  static final Pattern DISCONNECTED = Pattern.of("Disconnected from " + WHO + " [preauth]");

  /** What the client says when it leaves; before 7.2 this is the last record. */
  static final Pattern GOODBYE = Pattern.of(goodbye("{code:int}: {text} [preauth]"));

  /** Before 5.9, and of the process of a session. */
  static final Pattern GOODBYE_OLD = Pattern.of(goodbye("{code:int}: {*}"));

  /** All methods that the client has were refused; every client has words of its own for it. */
  static final Pattern NO_METHOD_LEFT = Pattern.of(goodbye("14: {*}"));

  /** The client says so itself: JSch and its kin. */
  static final Pattern LOG_IN_FAILED =
      Pattern.of(goodbye("3: {text}Auth fail{? for methods {methods}}{? [preauth]}"));

  private static String goodbye(String what) {
    return "{?error: }Received disconnect from " + ADDRESS + ":{? }" + what;
  }

  private static final String DISCONNECTING = "Disconnecting{? " + WHO + "}: ";

  static final Pattern TOO_MANY =
      Pattern.of(
          "Disconnecting {:authenticating|invalid} user {?{user:field}} {addr:ip} port {port:int}:"
              + " Too many authentication failures{? [preauth]}");

  /** Up to 7.4; a record about the closed connection may follow. */
  static final Pattern TOO_MANY_OLD =
      Pattern.of(
          "Disconnecting: Too many authentication failures{?{: for {user} from {addr:ip} port"
              + " {port:int} {:ssh2|ssh1}{? [preauth]}| for {user} [preauth]| for {user}|"
              + " [preauth]}}");

  static final Pattern USER_CHANGED =
      Pattern.of(DISCONNECTING + "Change of username or service not allowed: {*}");

  static final Pattern TURNED_AWAY = Pattern.of(DISCONNECTING + "{cause} [preauth]");

  static final Pattern TIMED_OUT =
      Pattern.of(
          "{:fatal: Timeout before authentication for "
              + ADDRESS
              + "|Connection {:from|to} "
              + WHO
              + " timed out{? [preauth]}"
              + "|fatal: {:Read from socket|Write} failed: {:Connection|Operation} timed out"
              + " [preauth]}");

  /** Since 9.8, of the listening process. */
  static final Pattern CHILD_TIMED_OUT =
      Pattern.of(
          "Timeout before authentication for connection from {addr:ip} to {ownAddr:ip}, pid ="
              + " {child:int}{*}");

  /** Since 9.8, of the listening process. */
  static final Pattern CHILD_FAILED =
      Pattern.of(
          "{:S|s}ession process {child:int} {?unpriv child crash }for connection from {addr:ip} to"
              + " {*}");

  /** Up to 6.8. */
  static final Pattern RESET =
      Pattern.of("fatal: Read from socket failed: Connection reset by peer{? [preauth]}");

  /** The client was gone when the server had something for it. */
  static final Pattern BROKEN =
      Pattern.of(
          "{:fatal: {:Write|Read from socket} failed|{?fatal: }{:packet|ssh_packet|ssh_dispatch}_"
              + "{:write_wait|write_poll|read_poll|run_fatal}: Connection {:from|to} "
              + WHO
              + "}: {:Connection reset by peer|Broken pipe} [preauth]");

  /** Up to 7.9; the greeting that fails may follow. */
  static final Pattern RESET_EARLY =
      Pattern.of("warning: can't get client address: Connection reset by peer");

  /** Up to 7.9; the client may be UNKNOWN. */
  static final Pattern GREETING_FAILED = Pattern.of("Could not write ident string to {*}");

  static final Pattern GAVE_UP = Pattern.of("fatal: {cause} [preauth]");

  static final Pattern GAVE_UP_EARLY = Pattern.of("fatal: {*}");

  static final Pattern PAM_COUNT =
      Pattern.of(
          "PAM {:{more:int} more authentication failure{?s};|service(sshd) ignoring max"
              + " retries;}{*}");

  // The session.

  static final Pattern OPENED = Pattern.of("pam_unix(sshd:session): session opened for user {*}");

  static final Pattern CLOSED =
      Pattern.of("pam_unix(sshd:session): session closed for user {user}");

  /** What other modules of PAM than pam_unix say of the session. */
  static final Pattern SESSION_PAM =
      Pattern.of(
          "pam_{:ck_connector|elogind|env|exec|keyinit|krb5|lastlog|limits|loginuid|mail|mkhomedir"
              + "|motd|namespace|selinux|sss|systemd|tty_audit|winbind}"
              + "(sshd:{:session|setcred}): {*}");

  /** Most of them at LogLevel VERBOSE, and from the session's process. */
  static final Pattern SESSION_DETAIL =
      Pattern.of(
          "{:Accepted key |Accepted certificate |User child is on pid |Starting session: |Close"
              + " session: |Transferred: sent |Closing connection to |subsystem request for"
              + " |Timeout, client not responding|Read error from remote host |Root login accepted"
              + " |lastlog_openseek: |error: mm_reap: }{*}");

  static final Pattern SESSION_REFUSED = Pattern.of("error: PAM: pam_open_session(): {*}");

  /** Of the session's process, which is the connection's own where privileges are not separated. */
  static final Pattern LOGGED_OUT =
      Pattern.of("Disconnected from user {user} {addr:ip} port {port:int}");

  private Sshd() {}
}
