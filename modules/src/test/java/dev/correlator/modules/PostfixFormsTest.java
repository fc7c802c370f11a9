package dev.correlator.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import dev.correlator.testkit.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms of records that the recording of a real server does not have. */
class PostfixFormsTest {

  private static Scenario scenario(Postfix.Config config, String... texts) {
    List<String> lines = new ArrayList<>();
    int second = 0;
    for (String text : texts) {
      boolean timed = text.matches("\\d\\d:.*");
      String time = timed ? text.substring(0, 8) : "08:15:%02d".formatted(second++);
      String program = text.startsWith("amavis") ? "" : "postfix";
      lines.add("Mar  2 " + time + " mx1 " + program + text.substring(timed ? 9 : 0));
    }
    return Scenario.of(new Postfix(), config).year(2026).lines(lines.toArray(new String[0]));
  }

  private static Scenario scenario(String... texts) {
    return scenario(PostfixSettings.DEFAULT, texts);
  }

  private static <E> List<E> bodies(Scenario scenario, Class<E> type) {
    List<E> found = new ArrayList<>();
    for (EventEnvelope<?> e : scenario.run().events()) {
      if (e.type() == type) {
        found.add(type.cast(e.event()));
      }
    }
    return found;
  }

  private static EventEnvelope<?> only(Scenario scenario, Class<?> type) {
    List<EventEnvelope<?>> found = new ArrayList<>();
    for (EventEnvelope<?> e : scenario.run().events()) {
      if (e.type() == type) {
        found.add(e);
      }
    }
    assertThat(found).as(type.getSimpleName()).hasSize(1);
    return found.get(0);
  }

  private static Postfix.Delivery delivery(String record) {
    return bodies(scenario("/smtp[7]: 4F2A1C09: " + record), Postfix.Delivery.class).get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "to=<a@x.example>, relay=local, delay=0.1, status=sent (mailbox) | a@x.example | | local |"
            + " sent | mailbox",
        "to=a@x.example, orig_to=root, relay=local, delay=0.07, delays=0.04/0/0/0.03, dsn=2.0.0,"
            + " status=sent (delivered to command: procmail -a \"$EXTENSION\") | a@x.example | root"
            + " | local | sent | delivered to command: procmail -a \"$EXTENSION\"",
        "to=<a@x.example>, relay=mx[1.2.3.4]:25, conn_use=3, delay=3.6, delays=0.08/0.02/0.85/0.14,"
            + " tls=dane/requiretls, dsn=4.2.0, status=deferred (host mx[1.2.3.4] said: 450 4.2.0"
            + " wait (in reply to RCPT TO command)) | a@x.example | | mx[1.2.3.4]:25 | deferred |"
            + " host mx[1.2.3.4] said: 450 4.2.0 wait (in reply to RCPT TO command)",
        "to=<a@x.example>, relay=mx[1.2.3.4]:25, delay=1, delays=1/0/0/0, dsn=5.0.0,"
            + " status=bounced (host mx[1.2.3.4] said: 550 x>, relay=y, delay=0, dsn=2.0.0,"
            + " status=sent (ok)) | a@x.example | | mx[1.2.3.4]:25 | bounced | host mx[1.2.3.4]"
            + " said: 550 x>, relay=y, delay=0, dsn=2.0.0, status=sent (ok)",
        "to=<\"a b\"@x.example>, relay=none, delay=1, delays=1/0/0/0, dsn=5.0.0, status=bounced"
            + " (no) | | | none | bounced | no",
        "to=<a@x.example>, relay=none, delay=0, delays=0/0/0/0, dsn=5.1.1,"
            + " status=undeliverable-but-not-cached (unknown) | a@x.example | | none |"
            + " undeliverable | unknown",
        "to=<a@x.example>, relay=mx[1.2.3.4]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent"
            + " (250 2.6.0 done, queued as 153053D) | a@x.example | | mx[1.2.3.4]:25 | sent | 250"
            + " 2.6.0 done, queued as 153053D",
        "to=<a@x.example>, relay=local, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (forwarded"
            + " as 153053D) | a@x.example | | local | sent | forwarded as 153053D"
      })
  void delivery_inAnyForm_isToldAsWritten(
      String record, String to, String origTo, String relay, String status, String response) {
    Postfix.Delivery d = delivery(record);

    assertThat(d)
        .isEqualTo(
            new Postfix.Delivery(
                "4F2A1C09",
                to,
                origTo,
                relay,
                d.delay(),
                d.dsn(),
                status,
                response,
                response.contains(" as 153053D") ? "153053D" : null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/cleanup[7]: 4104E3D: milter-reject: END-OF-MESSAGE from c[1.2.3.4]: 5.7.1 Blocked;"
            + " from=<a@x> to=<b@y> proto=ESMTP helo=<h> | FAILED | refused",
        "/smtpd[7]: 4104E3D: reject: DATA from c[1.2.3.4]: 550 5.5.3 <DATA>: Data command rejected;"
            + " from=<a@x> to=<b@y> proto=ESMTP helo=<h> | FAILED | refused",
        "/cleanup[7]: 4104E3D: reject: body spam from c[1.2.3.4]; from=<a@x> to=<b@y> proto=ESMTP"
            + " helo=<h>: 5.7.1 no | FAILED | refused",
        "/cleanup[7]: 4104E3D: milter-discard: END-OF-MESSAGE from c[1.2.3.4]: milter triggers"
            + " DISCARD action; from=<a@x> to=<b@y> proto=ESMTP helo=<h> | FAILED | discarded",
        "/qmgr[7]: 4104E3D: removed | COMPLETED | sent",
        "/postsuper[7]: 4104E3D: removed | FAILED | deleted"
      })
  void mail_thatEndsBeforeADelivery_saysWhy(String record, Outcome outcome, String reason) {
    EventEnvelope<?> e =
        only(
            scenario(
                "/smtpd[7]: 4104E3D: client=c[1.2.3.4]",
                record,
                "09:00:00 /anvil[7]: statistics: max cache size 1"),
            Postfix.Mail.class);

    assertThat(e.outcome()).isEqualTo(outcome);
    assertThat(e.reason()).isEqualTo(reason);
  }

  @Test
  void refusedRecipient_doesNotRefuseTheMail() {
    List<Postfix.QueuedMail> mails =
        bodies(
            scenario(
                "/smtpd[7]: 4104E3D: client=c[1.2.3.4]",
                "/smtpd[7]: 4104E3D: reject: RCPT from c[1.2.3.4]: 550 5.1.1 <z@y>: unknown;"
                    + " from=<a@x> to=<z@y> proto=ESMTP helo=<h>",
                "/qmgr[8]: 4104E3D: from=<a@x>, size=3, nrcpt=1 (queue active)",
                "/local[9]: 4104E3D: to=<b@y>, relay=local, delay=0, dsn=2.0.0, status=sent (ok)",
                "/qmgr[8]: 4104E3D: removed"),
            Postfix.QueuedMail.class);

    assertThat(mails).singleElement().extracting("status", "refused").containsExactly("sent", 1);
  }

  @Test
  void amavis_linksAndNamesTheVerdict_andItsRecordIsNoneOfTheQueueIds() {
    Scenario scenario =
        scenario(
            "/smtpd[7]: 4PbC4x469Jz3tBr: client=c[1.2.3.4]",
            "/qmgr[8]: 4PbC4x469Jz3tBr: from=<a@x>, size=3, nrcpt=1 (queue active)",
            "/10025/smtpd[9]: 4PbC4z6W5Qz3tG3: client=localhost[127.0.0.1]",
            "/qmgr[8]: 4PbC4z6W5Qz3tG3: from=<a@x>, size=4, nrcpt=1 (queue active)",
            "amavis[5]: (5-1) Passed CLEAN {RelayedInbound}, [1.2.3.4]:99 [1.2.3.4] ESMTP/ESMTP"
                + " <a@x> -> <b@y>, (ESMTP://[1.2.3.4]:99), Queue-ID: 4PbC4x469Jz3tBr, Message-ID:"
                + " <m@x>, mail_id: 9xYz, Hits: -1.9, size: 3, queued_as: 4PbC4z6W5Qz3tG3, 512 ms",
            "/smtp[9]: 4PbC4x469Jz3tBr: to=<b@y>, relay=127.0.0.1[127.0.0.1]:10024, delay=1,"
                + " dsn=2.6.0, status=sent (250 2.6.0 accepted)",
            "/qmgr[8]: 4PbC4x469Jz3tBr: removed",
            "/local[9]: 4PbC4z6W5Qz3tG3: to=<b@y>, relay=local, delay=0, dsn=2.0.0, status=sent"
                + " (ok)",
            "/qmgr[8]: 4PbC4z6W5Qz3tG3: removed");
    List<EventEnvelope<?>> mails = new ArrayList<>();
    List<Long> lines = new ArrayList<>();
    for (EventEnvelope<?> e : scenario.run().events()) {
      if (e.type() == Postfix.Mail.class) {
        mails.add(e);
      } else if (e.type() == Postfix.QueuedMail.class) {
        lines.add(e.evidence().count());
      }
    }
    assertThat(mails).hasSize(1);
    assertThat(mails.get(0).event())
        .extracting("queueIds", "client", "filter", "relay")
        .containsExactly("4PbC4x469Jz3tBr 4PbC4z6W5Qz3tG3", "c[1.2.3.4]", "CLEAN", "local");
    assertThat(lines).containsExactly(4L, 4L);
  }

  @Test
  void warning_belongsToAnOpenMail_andOpensNone() {
    List<EventEnvelope<?>> mails = new ArrayList<>();
    Scenario scenario =
        scenario(
            "/smtpd[7]: warning: SSL: no cipher",
            "/pickup[7]: 4104E3D: uid=0 from=<root>",
            "/cleanup[7]: warning: 4104E3D: read timeout on cleanup socket",
            "/smtp[7]: 4104E3D: host mx[1.2.3.4] said: 450 4.2.0 wait (in reply to RCPT TO"
                + " command)",
            "/qmgr[8]: 4104E3D: removed");
    for (EventEnvelope<?> e : scenario.run().events()) {
      if (e.type() == Postfix.QueuedMail.class) {
        mails.add(e);
      }
    }

    assertThat(mails).hasSize(1);
    assertThat(mails.get(0).evidence().count()).isEqualTo(4);
  }

  @Test
  void queueId_usedAgain_isAnotherMail() {
    List<Postfix.QueuedMail> mails =
        bodies(
            scenario(
                "/pickup[7]: 4104E3D: uid=0 from=<root>",
                "/qmgr[8]: 4104E3D: removed",
                "/pickup[7]: 4104E3D: uid=1000 from=<ann>",
                "/qmgr[8]: 4104E3D: removed",
                "/qmgr[8]: 4104E3D: removed"),
            Postfix.QueuedMail.class);

    assertThat(mails).extracting("localUid").containsExactly("0", "1000", null);
  }

  @Test
  void session_inAllItsParts_isToldAsOne() {
    Scenario scenario =
        scenario(
            "-in/smtpd[7]: connect from c.example[1.2.3.4]",
            "-in/smtpd[7]: Anonymous TLS connection established from c.example[1.2.3.4]: TLSv1.3"
                + " with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)",
            "-in/smtpd[7]: NOQUEUE: reject: RCPT from c.example[1.2.3.4]: 550 5.1.1 <z@y>: unknown;"
                + " from=<a@x> to=<z@y> proto=ESMTP helo=<me; from=<q>>",
            "-in/smtpd[7]: warning: c.example[1.2.3.4]: SASL LOGIN authentication failed: UGFz",
            "-in/smtpd[7]: 4104E3D: client=c.example[1.2.3.4], sasl_method=LOGIN,"
                + " sasl_username=ann",
            "-in/smtpd[7]: disconnect from c.example[1.2.3.4] ehlo=2 rcpt=1/2 quit=1 commands=4/5");
    EventEnvelope<?> e = only(scenario, Postfix.Session.class);

    assertThat(e.event())
        .isEqualTo(
            new Postfix.Session(
                "c.example",
                "1.2.3.4",
                "me; from=<q>",
                "TLSv1.3",
                "TLS_AES_256_GCM_SHA384",
                "ann",
                1,
                1,
                "550 5.1.1 <z@y>: unknown",
                1,
                "RCPT",
                "ehlo=2 rcpt=1/2 quit=1 commands=4/5"));
    assertThat(e.reason()).isEqualTo("log-in failed");
    assertThat(e.evidence().count()).isEqualTo(6);
  }

  @Test
  void rejects_countAsTheSettingsSay() {
    String reject =
        "/smtpd[7]: NOQUEUE: reject: RCPT from c[1.2.3.4]: 550 5.1.1 no; from=<a@x> to=<z@y>"
            + " proto=ESMTP helo=<h>";
    String failure = "/smtpd[7]: warning: c[1.2.3.4]: SASL PLAIN authentication failed: no";
    String[] records = {reject, failure, reject, failure};

    assertThat(
            bodies(
                scenario(PostfixSettings.counting(3, Postfix.Counted.REJECT), records),
                Postfix.RejectsExceeded.class))
        .isEmpty();
    assertThat(
            bodies(
                scenario(
                    PostfixSettings.counting(
                        3, Postfix.Counted.REJECT, Postfix.Counted.LOG_IN_FAILURE),
                    records),
                Postfix.RejectsExceeded.class))
        .singleElement()
        .extracting("addr", "name", "count")
        .containsExactly("1.2.3.4", "c", 3);
  }

  @Test
  void client_withItsPort_isTheSameClient() {
    Postfix.Session session =
        bodies(
                scenario(
                    "/smtpd[7]: connect from unknown[192.0.2.9]:4000",
                    "/smtpd[7]: Anonymous TLS connection established from unknown[192.0.2.9]:4000:"
                        + " TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)",
                    "/smtpd[7]: warning: unknown[192.0.2.9]:4000: SASL LOGIN authentication failed:"
                        + " UGFzc3dvcmQ6",
                    "/smtpd[7]: NOQUEUE: reject: RCPT from unknown[192.0.2.9]:4000: 554 5.7.1 no;"
                        + " from=<a@x> to=<b@y> proto=ESMTP helo=<h>",
                    "/smtpd[7]: lost connection after RCPT from unknown[192.0.2.9]:4000",
                    "/smtpd[7]: disconnect from unknown[192.0.2.9]:4000 ehlo=1 auth=0/1"
                        + " commands=1/2"),
                Postfix.Session.class)
            .get(0);

    assertThat(session.addr()).isEqualTo("192.0.2.9");
    assertThat(session.tls()).isEqualTo("TLSv1.3");
    assertThat(session.logInFailures()).isEqualTo(1);
    assertThat(session.rejects()).isEqualTo(1);
    assertThat(session.commands()).isEqualTo("ehlo=1 auth=0/1 commands=1/2");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void mixedMail_tellsTheRecipientThatDidNotGetIt(boolean bouncedFirst, boolean deferredBetween) {
    String bounced =
        "/smtp[7]: 4F2A1C09: to=<nobody@d.example>, relay=mx[1.2.3.4]:25, delay=1, dsn=5.1.1,"
            + " status=bounced (no such user)";
    String sent =
        "/pipe[8]: 4F2A1C09: to=<good@d.example>, relay=dovecot, delay=1, dsn=2.0.0, status=sent"
            + " (delivered via dovecot service)";
    List<String> lines = new ArrayList<>();
    lines.add("/smtpd[6]: 4F2A1C09: client=h[192.0.2.9]");
    lines.add("/cleanup[3]: 4F2A1C09: message-id=<m1@x.example>");
    lines.add("/qmgr[2]: 4F2A1C09: from=<a@x.example>, size=9, nrcpt=2 (queue active)");
    lines.add(bouncedFirst ? bounced : sent);
    if (deferredBetween) {
      lines.add(sent.replace("status=sent", "status=deferred"));
    }
    lines.add(bouncedFirst ? sent : bounced);
    lines.add("/qmgr[2]: 4F2A1C09: removed");
    Scenario scenario = scenario(lines.toArray(new String[0])).drain();

    EventEnvelope<?> mail = only(scenario, Postfix.Mail.class);
    assertThat(mail.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(mail.reason()).isEqualTo("mixed");
    Postfix.Mail body = (Postfix.Mail) mail.event();
    assertThat(body.recipient()).isEqualTo("nobody@d.example");
    assertThat(body.relay()).isEqualTo("mx[1.2.3.4]:25");
    assertThat(body.response()).isEqualTo("no such user");
    assertThat(body.status()).isEqualTo("mixed");
    assertThat(mail.retryKey()).containsExactly("m1@x.example", "nobody@d.example");
    Postfix.QueuedMail queued =
        (Postfix.QueuedMail) only(scenario, Postfix.QueuedMail.class).event();
    assertThat(queued.lastStatus()).isEqualTo("bounced");
  }
}
