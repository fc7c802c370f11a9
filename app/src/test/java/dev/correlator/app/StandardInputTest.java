package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream that can be closed, on a pipe of the system's. */
class StandardInputTest {

  @TempDir private Path folder;

  @Test
  void file_isReadToItsEnd() throws IOException {
    Path file = Files.writeString(folder.resolve("a.log"), "one\ntwo\n");

    try (StandardInput in = new StandardInput(FileChannel.open(file))) {
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      in.transferTo(read);
      assertThat(read).hasToString("one\ntwo\n");
    }
  }

  @Test
  void pipe_thatNobodyWritesTo_endsWhenItIsClosed() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    // Open for both, so that neither side waits for the other, and the end never comes.
    FileChannel channel = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE);
    StandardInput in = new StandardInput(channel);
    channel.write(ByteBuffer.wrap(new byte[] {'a'}));
    assertThat(in.read()).isEqualTo('a');

    CompletableFuture<Integer> next = CompletableFuture.supplyAsync(() -> read(in));
    in.close();

    assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo(-1);
    assertThat(in.read()).as("again").isEqualTo(-1);
  }

  private static int read(StandardInput in) {
    try {
      return in.read();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
