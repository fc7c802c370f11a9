package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs in which the machine fails, in a process of their own with very little memory. */
class BrokenRunTest {

  @TempDir private Path folder;

  /** Connections that begin, and never end: what is open stays in memory. */
  private Path connections(int count) throws IOException {
    Path file = folder.resolve("auth.log");
    Instant time = Instant.parse("2026-03-03T10:00:00Z");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(time.plusMillis(i))
          .append(
              " web1 sshd[" + i + "]: Accepted password for root from 192.0.2.1 port 22 ssh2\n");
    }
    return Files.writeString(file, text);
  }

  @ParameterizedTest
  @CsvSource({"20,1", "32,1", "20,2", "32,2", "40,2"})
  void run_withTooLittleMemory_whateverThreadFindsOut_endsAndSaysSo(int heapMib, int shards)
      throws Exception {
    Path log = connections(150_000); // they do not fit into 64 MiB, and a run starts in 13

    JavaProcess.Ended ended =
        JavaProcess.run(
            folder,
            List.of("-Xmx" + heapMib + "m"),
            Main.class,
            "run",
            "openssh",
            "--shards",
            Integer.toString(shards),
            "--events",
            folder.resolve("events.jsonl").toString(),
            log.toString());

    assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.BROKEN.number());
    assertThat(ended.err())
        .contains(" MiB is used up; CORRELATOR_JAVA_OPTS=-Xmx")
        .doesNotContain("please report it", "Exception");
  }

  /** A process whose main thread waits for another one, in which the machine fails. */
  static final class Waiting {

    private static @Nullable Object kept;

    private Waiting() {}

    /** To the last bytes: at the end not even a small object is given. */
    private static void useUpMemory() {
      int size = 1000;
      while (true) {
        try {
          kept = new Object[] {kept, new long[size]};
        } catch (OutOfMemoryError e) {
          if (size == 0) {
            throw e;
          }
          size /= 2;
        }
      }
    }

    public static void main(String[] arguments) throws InterruptedException {
      Thread.setDefaultUncaughtExceptionHandler(new LastResort());
      Thread plugin =
          new Thread(() -> {
            throw new IllegalStateException("nobody waits for this one");
          });
      plugin.start();
      plugin.join();
      new Thread(Waiting::useUpMemory).start();
      new CountDownLatch(1).await();
    }
  }

  @Test
  void thread_thatNobodyAsks_endsTheProcess_whenTheMachineFailsInIt() throws Exception {
    JavaProcess.Ended ended = JavaProcess.run(folder, List.of("-Xmx16m"), Waiting.class);

    assertThat(ended.code()).isEqualTo(ExitCode.BROKEN.number());
    assertThat(ended.err())
        .contains("nobody waits for this one", "MiB is used up; CORRELATOR_JAVA_OPTS=-Xmx");
  }

  @Test
  void error_ofAShard_isThrownToWhoeverWaitsForAll() throws IOException {
    Error error = new OutOfMemoryError("Java heap space");
    try (WorkerPool pool = new WorkerPool(2)) {
      Runnable fails =
          () -> {
            throw error;
          };
      assertThatThrownBy(() -> pool.all(List.of(() -> {}, fails))).isSameAs(error);
    }
  }

  @Test
  void memoryOtherThanTheHeap_isToldAsTheMachineTellsIt() {
    assertThat(LastResort.words(new OutOfMemoryError("unable to create native thread")))
        .isEqualTo("correlator: no more memory: unable to create native thread");
  }
}
