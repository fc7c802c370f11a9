package dev.correlator.bench;

import dev.correlator.api.RecordHeader.Clock;
import dev.correlator.intake.IntakeOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Syslog messages and streams that other projects test their parsers with: {@code SyslogVectors
 * SHARED} with the folder that holds {@code corpus/syslog-vectors}. Prints rows right and wrong by
 * file, and of each wrong row what differs; exit code 1 if more rows differ than by intent, or a
 * row's text is lost.
 *
 * <p><b>What is compared.</b> Whether a message is a record, and of one all fields that the row
 * names; those that it leaves out must be empty, but where a note says that the RFC leaves them
 * open. Of a stream, which of its messages are records, and their priorities, as a reader has it
 * that goes on behind errors. A text is lost if neither record nor reject holds the message as it
 * was received.
 *
 * <p><b>Where what is wanted is not what the RFCs say</b>, they decide: go-syslog keeps escapes in
 * structured data (RFC 5424, 6.3.3) and the byte order mark (6.4). A message's version is not kept.
 *
 * <p><b>Where the two differ by intent:</b>
 *
 * <ul>
 *   <li>Names longer than RFC 5424, 6 allows, an id of structured data that comes twice, and {@code
 *       ]} in a value without a backslash lose nothing, and are read; so is a backslash that
 *       escapes nothing, as 6.3.3 asks.
 *   <li>The last record of a file may go without the byte that ends records; a file may be empty.
 *   <li>A message without priority, or whose time is none, is no record of these formats: it is
 *       counted and kept, and not taken for one of another time.
 * </ul>
 */
public final class SyslogVectors {

  /** How many rows are judged otherwise, for the reasons given above. */
  private static final Map<String, Integer> OTHER_BY_INTENT =
      Map.of("rfc5424", 16, "rfc-examples", 2, "nontransparent", 4, "octet-counting", 1);

  private static final DateTimeFormatter BSD =
      DateTimeFormatter.ofPattern("MMM d HH:mm:ss", Locale.ROOT);

  private static final List<String> FACILITIES =
      List.of(
          "kern",
          "user",
          "mail",
          "daemon",
          "auth",
          "syslog",
          "lpr",
          "news",
          "uucp",
          "cron",
          "authpriv",
          "ftp",
          "ntp",
          "audit",
          "alert",
          "clock",
          "local0",
          "local1",
          "local2",
          "local3",
          "local4",
          "local5",
          "local6",
          "local7");

  private static final List<String> SEVERITIES =
      List.of("emerg", "alert", "crit", "err", "warn", "notice", "info", "debug");

  private final Path folder;
  private int lost;
  private boolean missed;

  private SyslogVectors(Path folder) {
    this.folder = folder;
  }

  /** How a row is judged: what differs is added. */
  private interface Judge {
    void row(JsonTree row, List<String> differs);
  }

  /** Runs. */
  public static void main(String[] arguments) throws IOException {
    SyslogVectors vectors = new SyslogVectors(Path.of(arguments[0], "corpus", "syslog-vectors"));
    vectors.file("rfc5424", (row, differs) -> vectors.message(row, "rfc5424", differs));
    vectors.file("rfc3164", (row, differs) -> vectors.message(row, "rfc3164", differs));
    vectors.file("rfc-examples", (row, differs) -> vectors.message(row, null, differs));
    vectors.file("nontransparent", SyslogVectors::stream);
    vectors.file("octet-counting", SyslogVectors::stream);
    vectors.file("metron-rfc5424", vectors::metron);
    vectors.file("metron-rfc3164", vectors::metron);
    vectors.file("metron-cisco-asa", vectors::cisco);
    vectors.file("simple-syslog-files", SyslogVectors::lines);
    System.out.println("texts lost: " + vectors.lost);
    if (vectors.missed || vectors.lost > 0) {
      System.exit(1);
    }
  }

  private void file(String name, Judge judge) throws IOException {
    int rows = 0;
    int right = 0;
    for (String line : Files.readAllLines(folder.resolve(name + ".jsonl"))) {
      JsonTree row = JsonTree.of(line);
      List<String> differs = new ArrayList<>();
      judge.row(row, differs);
      rows++;
      if (differs.isEmpty()) {
        right++;
      } else {
        System.out.println("  " + id(row) + ": " + String.join("; ", differs));
      }
    }
    System.out.println(name + ": " + right + " right of " + rows);
    missed |= rows == 0 || rows - right > OTHER_BY_INTENT.getOrDefault(name, 0);
  }

  private static @Nullable String id(JsonTree row) {
    return row.get("id").text() == null ? row.get("file").text() : row.get("id").text();
  }

  private static byte[] bytes(JsonTree data) {
    return "base64".equals(data.get("encoding").text())
        ? Base64.getDecoder().decode(data.text("data"))
        : data.text("data").getBytes(StandardCharsets.UTF_8);
  }

  /** Reads one message; null where nothing is found. */
  private @Nullable ReadRecord read(JsonTree row, @Nullable String format) {
    byte[] message = bytes(row.get("input"));
    String raw = ReadRecord.of(message);
    // A count in front keeps a message together that holds line feeds.
    String counted = raw.contains("\n") ? message.length + " " + raw : raw;
    List<ReadRecord> found =
        ReadRecord.read(
            counted.getBytes(StandardCharsets.ISO_8859_1), format, IntakeOptions.RECORD_BYTES_MAX);
    boolean isThere = message.length == 0 || found.size() == 1 && found.get(0).raw().equals(raw);
    lost += isThere ? 0 : 1;
    return found.isEmpty() ? null : found.get(0);
  }

  private void message(JsonTree row, @Nullable String format, List<String> differs) {
    @Nullable ReadRecord r = read(row, format);
    boolean valid = !"false".equals(row.get("valid").text());
    if (r == null || r.rejection() != null) {
      if (valid) {
        differs.add("no record: " + (r == null ? "nothing found" : r.rejection()));
      }
      return;
    }
    if (!valid) {
      differs.add("is a record: " + shortened(r.raw()));
      return;
    }
    JsonTree expect = row.get("expect");
    same("priority", expect, String.valueOf(r.priority()), differs);
    if (expect.members().containsKey("message") || row.get("note").text() == null) {
      same("app_name", expect, r.app(), differs);
      same("proc_id", expect, r.procId(), differs);
      same("msg_id", expect, r.msgId(), differs);
      same("hostname", expect, r.host(), differs);
      same("timestamp", time(expect.get("timestamp").text()), time(r), differs);
      same("message", withoutMark(expect.get("message")), r.text(), differs);
    }
    structured(expect.get("structured_data"), r, differs);
  }

  private static void same(String name, JsonTree expect, String found, List<String> differs) {
    @Nullable String wanted = expect.get(name).text();
    same(name, wanted == null ? "" : ReadRecord.of(wanted), found, differs);
  }

  private static void same(String name, String wanted, String found, List<String> differs) {
    if (!wanted.equals(found)) {
      differs.add("%s '%s', wanted '%s'".formatted(name, shortened(found), shortened(wanted)));
    }
  }

  private static String shortened(String text) {
    String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    return shown.replace("\n", "\\n").replace("\u0000", "\\0");
  }

  private static String withoutMark(JsonTree message) {
    @Nullable String coded = message.get("base64").text();
    if (coded != null) {
      return ReadRecord.of(Base64.getDecoder().decode(coded));
    }
    @Nullable String text = message.text();
    return text == null ? "" : ReadRecord.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  /**
   * Times as they are compared: an instant, or {@code Jan 2 00:00:01} where the year is left out.
   */
  private static String time(@Nullable String wanted) {
    if (wanted == null) {
      return "";
    }
    return Character.isDigit(wanted.charAt(0))
        ? instant(wanted).toString()
        : wanted.replace("  ", " ");
  }

  /** An instant; offsets go up to a day, to which those of the JDK do not. */
  private static Instant instant(String time) {
    if (time.endsWith("Z")) {
      return Instant.parse(time);
    }
    int offset = time.length() - "+00:00".length();
    LocalTime ahead = LocalTime.parse(time.substring(offset + 1));
    Instant there = LocalDateTime.parse(time.substring(0, offset)).toInstant(ZoneOffset.UTC);
    int sign = time.charAt(offset) == '-' ? 1 : -1;
    return there.plusSeconds((long) sign * ahead.toSecondOfDay());
  }

  private static String time(ReadRecord r) {
    return switch (r.clock()) {
      case NONE -> "";
      case ABSOLUTE -> Instant.EPOCH.plusNanos(r.timeNanos()).toString();
      case LOCAL, YEARLESS, DAYLESS -> BSD.format(local(r));
    };
  }

  private static LocalDateTime local(ReadRecord r) {
    int year = r.clock() == Clock.YEARLESS ? 2000 : 1970;
    return LocalDateTime.of(year, 1, 1, 0, 0).plus(r.timeNanos(), ChronoUnit.NANOS);
  }

  private static void structured(JsonTree wanted, ReadRecord r, List<String> differs) {
    List<String> expected = new ArrayList<>();
    for (Map.Entry<String, JsonTree> element : wanted.members().entrySet()) {
      if (!r.data().contains("[" + element.getKey())) {
        differs.add("no element " + element.getKey());
      }
      for (Map.Entry<String, JsonTree> p : element.getValue().members().entrySet()) {
        String value = String.valueOf(p.getValue().text());
        expected.add(ReadRecord.of(p.getKey() + "=" + value.replaceAll("\\\\([\"\\\\\\]])", "$1")));
      }
    }
    List<String> found = new ArrayList<>();
    r.fields().forEach(f -> found.add(f.name() + "=" + f.value()));
    Collections.sort(expected);
    Collections.sort(found);
    same("structured data", expected.toString(), found.toString(), differs);
  }

  private static void stream(JsonTree row, List<String> differs) {
    @Nullable String max = row.get("max_message_length").text();
    List<ReadRecord> read =
        ReadRecord.read(
            bytes(row.get("stream")),
            "rfc5424",
            max == null ? IntakeOptions.RECORD_BYTES_MAX : Integer.parseInt(max));
    List<String> found = new ArrayList<>();
    for (ReadRecord r : read) {
      found.add(r.rejection() == null ? String.valueOf(r.priority()) : "error");
    }
    List<String> wanted = new ArrayList<>();
    for (JsonTree result : row.get("best_effort").items()) {
      boolean isError = "true".equals(result.get("error").text());
      wanted.add(isError ? "error" : String.valueOf(result.get("message").get("priority").text()));
    }
    if (!found.equals(wanted)) {
      differs.add("found " + found + ", wanted " + wanted + ": " + row.get("what").text());
    }
  }

  private void metron(JsonTree row, List<String> differs) {
    @Nullable ReadRecord r = read(row, null);
    if (r == null || r.rejection() != null) {
      differs.add("no record: " + (r == null ? "nothing found" : r.rejection()));
      return;
    }
    JsonTree expect = row.get("expect");
    List<String> parameters = new ArrayList<>();
    for (Map.Entry<String, JsonTree> e : expect.members().entrySet()) {
      String wanted = ReadRecord.of(String.valueOf(e.getValue().text()));
      @Nullable String found =
          switch (e.getKey()) {
            case "hostName" -> r.host();
            case "facility" -> String.valueOf(r.priority() >> 3);
            case "severity" -> String.valueOf(r.priority() & 7);
            case "pri" -> String.valueOf(r.priority());
            case "message" -> r.text();
            case "appName" -> r.app();
            case "procId" -> r.procId();
            case "msgId" -> r.msgId();
            case "timestamp" -> time(r);
            default -> null;
          };
      if (e.getKey().startsWith("structuredData.")) {
        parameters.add(e.getKey().substring(e.getKey().lastIndexOf('.') + 1) + "=" + wanted);
      } else if (found != null) {
        boolean isTime = e.getKey().equals("timestamp");
        same(e.getKey(), isTime ? time(wanted) : wanted.equals("-") ? "" : wanted, found, differs);
      }
    }
    TreeSet<String> fields = new TreeSet<>();
    r.fields().forEach(f -> fields.add(f.name() + "=" + f.value()));
    if (!fields.containsAll(parameters)) {
      differs.add("fields " + fields + ", wanted " + parameters);
    }
  }

  private void cisco(JsonTree row, List<String> differs) {
    @Nullable ReadRecord r = read(row, null);
    if (r == null || r.rejection() != null) {
      differs.add("no record: " + (r == null ? "nothing found" : r.rejection()));
      return;
    }
    JsonTree expect = row.get("expect");
    same("syslog_host", expect, r.host(), differs);
    same("ciscotag", expect, r.msgId(), differs);
    same("syslog_facility", expect, FACILITIES.get(r.priority() >> 3), differs);
    same("syslog_severity", expect, SEVERITIES.get(r.priority() & 7), differs);
    long millis = Long.parseLong(expect.text("timestamp_ms"));
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(millis, 1000), Math.floorMod(millis, 1000) * 1_000_000, ZoneOffset.UTC);
    same("timestamp", BSD.format(time), BSD.format(local(r)), differs);
  }

  /** How many lines of a file are records, and how many are not. */
  private static void lines(JsonTree row, List<String> differs) {
    StringBuilder content = new StringBuilder();
    for (JsonTree line : row.get("lines").items()) {
      content.append(ReadRecord.of(bytes(line))).append('\n');
    }
    byte[] file = content.toString().getBytes(StandardCharsets.ISO_8859_1);
    int records = 0;
    int rejects = 0;
    for (ReadRecord r : ReadRecord.read(file, null, IntakeOptions.RECORD_BYTES_MAX)) {
      records += r.rejection() == null ? 1 : 0;
      rejects += r.rejection() == null ? 0 : 1;
    }
    same("records", row.text("parse"), String.valueOf(records), differs);
    same("rejects", row.text("fail"), String.valueOf(rejects), differs);
  }
}
