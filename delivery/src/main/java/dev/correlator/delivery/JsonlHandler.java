package dev.correlator.delivery;

import dev.correlator.api.DeliveryResult;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.EventHandler;
import dev.correlator.api.HandlerContext;
import dev.correlator.api.Named;
import dev.correlator.api.Setting;
import dev.correlator.core.VisibleText;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes events as JSON lines: each an object with all that is known about the event, to a file or
 * to standard output. The same events give the same bytes.
 */
@Named("jsonl")
public final class JsonlHandler implements EventHandler<JsonlHandler.Config> {

  /** The name that stands for standard output. */
  public static final Path STDOUT = Path.of("-");

  /** Settings. */
  public record Config(
      @Setting(doc = "File to write; - is standard output", def = "events.jsonl") Path file,
      @Setting(doc = "What is done with a file that an earlier run has left", def = "rotate")
          Existing existing,
      @Setting(doc = "How many rotated files are kept", def = "5", min = 1, max = 999) int keep) {

    /** All defaults, for this file. */
    public static Config to(Path file) {
      return new Config(file, Existing.ROTATE, 5);
    }
  }

  private final OutputBuffer lines = new OutputBuffer();
  private final EventJson json = new EventJson();
  private @Nullable JsonGenerator generator;
  private @Nullable Output output;

  /** For the service loader. */
  public JsonlHandler() {}

  /**
   * Whether a file holds events that this handler wrote.
   *
   * @param beginning how it begins: a few hundred characters
   */
  public static boolean wrote(String beginning) {
    return EventJson.begins(beginning, "application");
  }

  @Override
  public Set<Path> writes(Config config, HandlerContext context) {
    if (config.file().equals(STDOUT)) {
      return Set.of();
    }
    Path file = context.directory().resolve(config.file());
    return config.existing() == Existing.ROTATE
        ? RotatedFiles.with(file, config.keep())
        : Set.of(file);
  }

  @Override
  public void open(Config config, HandlerContext context) throws IOException {
    output = output(config, context.directory());
  }

  @Override
  public List<DeliveryResult> handle(List<EventEnvelope<?>> batch) throws IOException {
    lines.reset();
    JsonGenerator to = generator == null ? EventJson.generator(lines, "") : generator;
    generator = null; // kept only if all events are whole
    for (EventEnvelope<?> event : batch) {
      json.write(event, to);
      to.writeRaw('\n');
    }
    to.flush();
    generator = to;
    return written(batch.size());
  }

  private List<DeliveryResult> written(int events) throws IOException {
    Output to = output;
    if (to == null) {
      throw new IOException("not open");
    }
    DeliveryResult result = DeliveryResult.DELIVERED;
    try {
      to.write(lines.bytes(), 0, lines.size());
    } catch (IOException e) {
      if (to instanceof AppendFile) {
        throw e; // cut back: all may be tried again
      }
      result = new DeliveryResult.Refused(VisibleText.of(String.valueOf(e.getMessage())));
    }
    return Collections.nCopies(events, result);
  }

  @Override
  public void close() throws IOException {
    if (output != null) {
      output.close();
    }
  }

  private static Output output(Config config, Path directory) throws IOException {
    if (config.file().equals(STDOUT)) {
      return StreamOutput.shared(System.out);
    }
    Path file = directory.resolve(config.file()).toAbsolutePath();
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (!Files.exists(file)) {
      return new AppendFile(file, AppendFile.LINKS, 0);
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder");
    }
    if (!Files.isRegularFile(file)) {
      return StreamOutput.owned(Files.newOutputStream(file)); // a pipe or a device
    }
    long kept = 0;
    switch (config.existing()) {
      case REPLACE -> {}
      case ROTATE -> RotatedFiles.rotate(file, config.keep());
      case APPEND -> kept = endOfLastLine(file);
    }
    return new AppendFile(file, AppendFile.LINKS, kept);
  }

  /**
   * Where the last whole line ends: a process that was killed may have left half a line behind it.
   */
  private static long endOfLastLine(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] block = new byte[1 << 16];
      long end = in.length();
      while (end > 0) {
        int length = (int) Math.min(block.length, end);
        in.seek(end - length);
        in.readFully(block, 0, length);
        for (int i = length - 1; i >= 0; i--) {
          if (block[i] == '\n') {
            return end - length + i + 1;
          }
        }
        end -= length;
      }
      return 0;
    }
  }
}
