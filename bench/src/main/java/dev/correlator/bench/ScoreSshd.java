package dev.correlator.bench;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import dev.correlator.app.Correlator;
import dev.correlator.modules.OpenSsh;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the openssh module finds in a file of the generated workload, as tab-separated lines for its
 * scorer: {@code ScoreSshd FILE FOUND [reset]}, with {@code reset} a log-in empties the count of
 * its address.
 *
 * <ul>
 *   <li>{@code session HOST PID USER ADDR PORT METHOD KEYTYPE}: a session that was seen to begin
 *       and to end
 *   <li>{@code failed HOST PID}: a connection that ended without log-in after at least one refused
 *       password
 *   <li>{@code exceeded ADDR}: an address with 5 refused passwords in 300 s
 * </ul>
 */
public final class ScoreSshd {

  private final BufferedWriter out;

  private ScoreSshd(BufferedWriter out) {
    this.out = out;
  }

  /** Runs. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    boolean reset = arguments.length > 2 && arguments[2].equals("reset");
    OpenSsh.Config config =
        new OpenSsh.Config(
            Duration.ofMinutes(5),
            5,
            List.of(OpenSsh.Counted.FAILED_PASSWORD),
            reset,
            Duration.ofDays(2));
    try (BufferedWriter out = Files.newBufferedWriter(Path.of(arguments[1]))) {
      ScoreSshd score = new ScoreSshd(out);
      Correlator.Result result =
          Correlator.builder()
              .module("openssh", new OpenSsh(), config)
              .input(arguments[0])
              .on(OpenSsh.Connection.class, score::connection)
              .on(OpenSsh.AttemptsExceeded.class, e -> score.line("exceeded", e.event().addr()))
              .build()
              .run();
      if (result.summary().evicted() > 0 || !result.failures().isEmpty()) {
        throw new IllegalStateException(result.toString());
      }
    }
  }

  private void connection(EventEnvelope<OpenSsh.Connection> e) {
    OpenSsh.Connection c = e.event();
    List<String> key = e.key();
    if (e.outcome() == Outcome.COMPLETED) {
      String keyType = c.keyType() == null ? "" : c.keyType();
      line(
          "session",
          key.get(0),
          key.get(1),
          String.valueOf(c.user()),
          String.valueOf(c.addr()),
          Integer.toString(c.port()),
          String.valueOf(c.method()),
          keyType);
    } else if (e.outcome() == Outcome.FAILED && c.failures() > 0) {
      line("failed", key.get(0), key.get(1));
    }
  }

  private void line(String... fields) {
    try {
      out.write(String.join("\t", fields));
      out.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
