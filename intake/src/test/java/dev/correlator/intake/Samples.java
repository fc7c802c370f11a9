package dev.correlator.intake;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Records of every form that the formats read. */
final class Samples {

  static final List<String> LINES =
      List.of(
          "Mar  2 08:15:01 web1 sshd[4711]: Accepted publickey for ann from 192.0.2.7 port 50112",
          "Mar 2 08:15:01 web1 postfix/smtpd[99]: connect from mail.example.org[198.51.100.2]",
          "Feb 29 2024 08:15:01 web1 kernel: [12.3] eth0: link up",
          "Mar 12 08:15:01.123 web1 su(pam_unix)[7]: session opened for user root",
          "Mar 12 08:15:01 [sshd] User root from 192.0.2.9 not allowed",
          "Mar 12 08:15:01 sshd[8]: [ID 800047 auth.info] Failed none for bob",
          "Mar 12 08:15:01 mac com.apple.xpc[1] (com.example.job[77]): exited",
          "Mar 12 08:15:01 web1 sshd[9]: message repeated 12 times: [ Failed password for root]",
          "Mar 12 08:15:01 last message repeated 3 times",
          "Mar 12 08:15:01 web1 -- MARK --",
          "<86>Mar  2 08:15:01 web1 sshd[4711]: Connection closed by 192.0.2.7 port 50112",
          "<0>Oct 22 10:52:01 10.1.2.3 sched[0]: started",
          "<165>1 2026-03-02T08:15:01.000003-07:00 db orders 8710 ID47 [a@1 x=\"y\\\"z\"][b] text",
          "<165>1 2026-03-02T08:15:01Z db orders 8710 - - \uFEFFtext with \u00FCmlaut",
          "<0>1 - - - - - -",
          "<30>2026-03-02T08:15:01.5+01:00 web1 systemd[1]: Started a thing.",
          "2026-03-02T08:15:01.123456+01:00 web1 sshd[4711]: Disconnected from user ann",
          "2026-03-02 08:15:01,250 web1 app[1]: text",
          "2016-12-31T23:59:60Z web1 ntpd[5]: leap");

  private Samples() {}

  static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
