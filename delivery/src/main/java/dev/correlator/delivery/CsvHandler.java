package dev.correlator.delivery;

import dev.correlator.api.DeliveryResult;
import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.EventHandler;
import dev.correlator.api.HandlerContext;
import dev.correlator.api.Named;
import dev.correlator.api.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as rows of CSV files, one file for each event type of each module instance: {@code
 * openssh.Connection.csv}. The same events give the same bytes. The rows of a batch are in the file
 * when it is settled, each once.
 */
@Named("csv")
public final class CsvHandler implements EventHandler<CsvHandler.Config> {

  /** The most files it writes at once; events that would need one more are refused. */
  static final int FILES_MAX = 256;

  private static final String ENDING = ".csv";

  private static final DeliveryResult TOO_MANY_FILES =
      new DeliveryResult.Refused("more than " + FILES_MAX + " CSV files");

  /** When a file is full and the next is begun. */
  public enum Rotation {
    /** Never. */
    NONE,
    /** When it has reached a size. */
    SIZE
  }

  /** Settings. */
  public record Config(
      @Setting(doc = "Folder of the files; it is made if it is not there", def = "") Path directory,
      @Setting(doc = "What is done with a file that an earlier run has left", def = "rotate")
          Existing existing,
      @Setting(
              doc = "When a file is full, so that it is rotated and a new one is begun",
              def = "none")
          Rotation rotate,
      @Setting(doc = "Size at which a file is full, in MiB", def = "100", min = 1, max = 1_000_000)
          int rotateMebibytes,
      @Setting(doc = "How many rotated files are kept", def = "5", min = 1, max = 999) int keep,
      @Setting(doc = "Texts that a spreadsheet would take for a formula", def = "guard")
          Formulas formulas) {

    /** All defaults. */
    public static Config defaults() {
      return new Config(Path.of(""), Existing.ROTATE, Rotation.NONE, 100, 5, Formulas.GUARD);
    }

    /** The same with this folder. */
    public Config in(Path folder) {
      return new Config(folder, existing, rotate, rotateMebibytes, keep, formulas);
    }
  }

  private record FileKey(String system, Class<? extends Event> type) {

    // Written out: each run asks, and what the compiler leaves to the JVM is made anew in each.

    @Override
    public boolean equals(Object other) {
      return other instanceof FileKey that && system.equals(that.system) && type == that.type;
    }

    @Override
    public int hashCode() {
      return system.hashCode() * 31 + type.hashCode();
    }
  }

  private final Map<FileKey, CsvFile> files = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private Config config = Config.defaults();
  private Path folder = Path.of("");
  private @Nullable FileKey lastKey;
  private @Nullable CsvFile lastFile;

  /** For the service loader. */
  public CsvHandler() {}

  /** A file for each type of each system, though not each system raises each type. */
  @Override
  public Set<Path> writes(Config settings, HandlerContext context) {
    Path in = context.directory().resolve(settings.directory());
    boolean replaces =
        settings.existing() == Existing.REPLACE && settings.rotate() == Rotation.NONE;
    Set<Path> all = new LinkedHashSet<>();
    List<Class<? extends Event>> types = new ArrayList<>(context.types());
    // What is told is the same each time. No comparator of a key: the JVM would make it anew.
    types.sort((one, other) -> one.getSimpleName().compareTo(other.getSimpleName()));
    for (String system : context.systems()) {
      for (Class<? extends Event> type : types) {
        Path file = in.resolve(SafeFileName.of(text(new FileKey(system, type))) + ENDING);
        all.addAll(replaces ? Set.of(file) : RotatedFiles.with(file, settings.keep()));
      }
    }
    return all;
  }

  @Override
  public void open(Config settings, HandlerContext context) throws IOException {
    config = settings;
    Path wanted = context.directory().resolve(settings.directory());
    Files.createDirectories(wanted);
    folder = wanted.toRealPath();
    if (!Files.isWritable(folder)) {
      throw new IOException("no right to write in " + folder);
    }
  }

  @Override
  public List<DeliveryResult> handle(List<EventEnvelope<?>> batch) throws IOException {
    boolean done = false;
    try {
      List<DeliveryResult> results = written(batch);
      done = true;
      return results;
    } finally {
      if (!done) {
        for (CsvFile file : files.values()) {
          file.discard();
        }
      }
    }
  }

  private List<DeliveryResult> written(List<EventEnvelope<?>> batch) {
    DeliveryResult[] results = new DeliveryResult[batch.size()];
    for (int i = 0; i < results.length; i++) {
      EventEnvelope<?> event = batch.get(i);
      CsvFile file = file(event);
      if (file == null) {
        results[i] = TOO_MANY_FILES;
      } else {
        file.add(event, i, results);
      }
    }
    for (CsvFile file : files.values()) {
      file.flush(results);
    }
    return Arrays.asList(results);
  }

  private @Nullable CsvFile file(EventEnvelope<?> event) {
    FileKey last = lastKey;
    if (last != null && last.type == event.type() && last.system.equals(event.system())) {
      return lastFile;
    }
    FileKey key = new FileKey(event.system(), event.type());
    CsvFile file = files.get(key);
    if (file == null) {
      if (files.size() >= FILES_MAX) {
        return null;
      }
      file = new CsvFile(path(key), config, event.fields().keySet());
      files.put(key, file);
    }
    lastKey = key;
    lastFile = file;
    return file;
  }

  private static String text(FileKey key) {
    return key.system + "." + key.type.getSimpleName();
  }

  private Path path(FileKey key) {
    String text = text(key);
    String name = SafeFileName.of(text);
    if (!names.add(name.toLowerCase(Locale.ROOT))) { // the same but for case, or of another package
      name = SafeFileName.withHash(text + " " + key.type.getName());
      names.add(name.toLowerCase(Locale.ROOT));
    }
    Path path = folder.resolve(name + ENDING).normalize();
    if (!folder.equals(path.getParent())) {
      throw new IllegalStateException(path + " is not in " + folder);
    }
    return path;
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    for (CsvFile file : files.values()) {
      try {
        file.close();
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    files.clear();
    lastKey = null;
    lastFile = null;
    if (first != null) {
      throw first;
    }
  }
}
