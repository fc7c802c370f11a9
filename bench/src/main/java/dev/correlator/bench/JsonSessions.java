package dev.correlator.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The job of the benchmarks by hand, on JSON lines: Jackson's streaming parser, strings and hash
 * tables, as an engineer would write it in an afternoon for this one task: {@code JsonSessions FILE
 * ROWS}.
 */
public final class JsonSessions {

  private static final int WINDOW_MILLIS = 300_000;
  private static final int LIMIT = 5;

  private static final class Session {
    long began;
    boolean open;
    int failures;
    String user = "";
    String addr = "";
    String port = "";
    String method = "";
  }

  private static final class Window {
    final long[] times = new long[LIMIT];
    int count;
    boolean exceeded;
  }

  private final Map<String, Session> sessions = new HashMap<>();
  private final Map<String, Window> windows = new HashMap<>();
  private final BufferedWriter out;
  private String minute = "";
  private long minuteMillis;
  private long exceeded;

  private JsonSessions(BufferedWriter out) {
    this.out = out;
  }

  /** Runs. */
  public static void main(String[] arguments) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(Path.of(arguments[1]));
        JsonParser in =
            new JsonFactory().createParser(ObjectReadContext.empty(), Path.of(arguments[0]))) {
      JsonSessions job = new JsonSessions(out);
      while (in.nextToken() == JsonToken.START_OBJECT) {
        job.record(in);
      }
      System.out.println(job.sessions.size() + " open, " + job.exceeded + " addresses");
    }
  }

  private void record(JsonParser in) throws IOException {
    String time = "";
    String host = "";
    String app = "";
    String pid = "";
    String text = "";
    for (String name = in.nextName(); name != null; name = in.nextName()) {
      in.nextToken();
      switch (name) {
        case "time" -> time = in.getString();
        case "host" -> host = in.getString();
        case "app" -> app = in.getString();
        case "pid" -> pid = in.getString();
        case "msg" -> text = in.getString();
        default -> in.skipChildren();
      }
    }
    if (app.equals("sshd")) {
      sshd(millis(time), host + " " + pid, text);
    }
  }

  private void sshd(long time, String key, String text) throws IOException {
    if (text.startsWith("Accepted ")) {
      fill(session(key, time), text);
    } else if (text.startsWith("Failed ")) {
      Session s = session(key, time);
      s.failures++;
      fill(s, text);
      count(s.addr, time);
    } else if (text.startsWith("pam_unix(sshd:session): session opened")) {
      session(key, time).open = true;
    } else if (text.startsWith("pam_unix(sshd:session): session closed")) {
      end(key, time, true);
    } else if (text.startsWith("Connection closed") || text.startsWith("Disconnected")) {
      end(key, time, false);
    }
  }

  private Session session(String key, long time) {
    Session s = sessions.computeIfAbsent(key, k -> new Session());
    s.began = s.began == 0 ? time : s.began;
    return s;
  }

  private static void fill(Session s, String text) {
    int method = text.indexOf(' ') + 1;
    int user = text.indexOf(' ', method) + 5;
    int from = text.lastIndexOf(" from ");
    int port = text.indexOf(" port ", from);
    if (from < user || port < 0) {
      return;
    }
    s.method = text.substring(method, user - 5);
    s.user = text.substring(user, from);
    s.addr = text.substring(from + 6, port);
    int behind = text.indexOf(' ', port + 6);
    s.port = text.substring(port + 6, behind < 0 ? text.length() : behind);
  }

  private void count(String addr, long time) {
    Window w = windows.computeIfAbsent(addr, a -> new Window());
    w.times[w.count++ % LIMIT] = time;
    if (w.count >= LIMIT && time - w.times[w.count % LIMIT] <= WINDOW_MILLIS && !w.exceeded) {
      w.exceeded = true;
      exceeded++;
    }
  }

  private void end(String key, long time, boolean loggedOut) throws IOException {
    @Nullable Session s = sessions.get(key);
    if (s == null || s.open != loggedOut) {
      return;
    }
    sessions.remove(key);
    out.write(
        String.join(
            ",",
            Long.toString(s.began),
            Long.toString(time),
            loggedOut ? "COMPLETED" : "FAILED",
            key,
            s.user,
            s.addr,
            s.port,
            s.method,
            Integer.toString(s.failures)));
    out.newLine();
  }

  /** The time in milliseconds; that of the last minute is kept. */
  private long millis(String time) {
    String own = Objects.requireNonNull(time).substring(0, 16);
    if (!own.equals(minute)) {
      minute = own;
      minuteMillis = LocalDateTime.parse(own).toEpochSecond(ZoneOffset.UTC) * 1000;
    }
    return minuteMillis
        + ((time.charAt(17) - '0') * 10 + time.charAt(18) - '0') * 1000L
        + (time.charAt(20) - '0') * 100L
        + (time.charAt(21) - '0') * 10L
        + (time.charAt(22) - '0');
  }
}
