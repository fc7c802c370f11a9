package dev.correlator.intake;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Records of every form that the formats read. */
final class Samples {

  /** Of the formats of syslog daemons. */
  static final List<String> SYSLOG =
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
          "Mar 12 2026 08:15:01: %ASA-6-302014: Teardown",
          "<166>29: *Mar 12 08:15:01 fw1 : %SYS-5-CONFIG_I: Configured",
          "2016-12-31T23:59:60Z web1 ntpd[5]: leap");

  /** One of each other format, by its name; some fit one that is more general too. */
  static final Map<String, String> BY_FORMAT =
      Map.of(
          "access",
          "web1:80 192.0.2.7 - a [02/Mar/2026:08:15:01 +0100] \"GET /\\x22 HTTP/1.1\" 200 5"
              + " \"-\" \"curl/8.5 \\\"x\\\"\"",
          "cri",
          "2026-03-02T08:15:01.123456789+01:00 stdout P:x some text",
          "docker",
          "{\"log\":\"a\\u0009b\\n\",\"stream\":\"stdout\",\"attrs\":{\"tag\":\"x\"},"
              + "\"time\":\"2026-03-02T08:15:01.1Z\"}",
          "journald-export",
          """
          __CURSOR=s=1
          __REALTIME_TIMESTAMP=1772438400123456
          PRIORITY=6
          _PID=7
          MESSAGE
          \3\0\0\0\0\0\0\0a
          b
          _HOSTNAME=web1\
          """,
          "journald-json",
          "{\"__REALTIME_TIMESTAMP\":\"1772438400123456\",\"PRIORITY\":\"6\",\"MESSAGE\":[97,10],"
              + "\"_COMM\":\"sshd\",\"SYSLOG_FACILITY\":\"4\"}",
          "json",
          "{\"time\":\"2026-03-02T08:15:01Z\",\"level\":30,\"msg\":\"a\\n\",\"x\":{\"y\":[1,\"]\"]}}",
          "klog",
          """
          E0302 08:15:01.123456    4711 pods.go:12] "a\\n" b="c\\x41" d=<
          \te
           > f={"g":1}\
          """);

  static final List<String> LINES =
      Stream.concat(SYSLOG.stream(), BY_FORMAT.values().stream().sorted()).toList();

  private Samples() {}

  static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
