package dev.correlator.delivery;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.correlator.api.DeliveryResult;
import dev.correlator.api.EventEnvelope;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file of the CSV handler. Rows gather in memory until {@link #flush} and are then written as a
 * whole, so that a row is in the file once whatever goes wrong. Used by one thread.
 */
final class CsvFile {

  private static final long MEBIBYTE = 1L << 20;

  private final Path path;
  private final CsvHandler.Config config;
  private final CsvFormat format;
  private final List<String> header;
  private final CsvRows rows;
  private final long rotateBytes;
  private @Nullable AppendFile file;
  private int[] waiting = new int[16];
  private int waitingCount;

  CsvFile(Path path, CsvHandler.Config config, Collection<String> fields) {
    this.path = path;
    this.config = config;
    format = new CsvFormat(config.formulas());
    rows = format.rows();
    header = CsvFormat.header(fields);
    rotateBytes =
        config.rotate() == CsvHandler.Rotation.SIZE
            ? config.rotateMebibytes() * MEBIBYTE
            : Long.MAX_VALUE;
  }

  /** Adds the row of an event, the one of this number in the batch. */
  void add(EventEnvelope<?> event, int number, DeliveryResult[] results) {
    format.row(event);
    if (waitingCount == waiting.length) {
      waiting = Arrays.copyOf(waiting, waitingCount * 2);
    }
    waiting[waitingCount++] = number;
    if (rotateBytes != Long.MAX_VALUE) {
      rotateIfFull(results);
    }
  }

  /** By the file's length after each row, so that runs of the same events cut at the same rows. */
  private void rotateIfFull(DeliveryResult[] results) {
    try {
      AppendFile open = file();
      if (open.length() + rows.size() >= rotateBytes && flush(results)) {
        open.close();
        file = null;
        RotatedFiles.rotate(path, config.keep());
      }
    } catch (IOException e) {
      defer(results, e);
    }
  }

  /** Writes the rows, and says so in the results of their events; false if that failed. */
  boolean flush(DeliveryResult[] results) {
    if (waitingCount == 0) {
      return true;
    }
    try {
      file().write(rows.bytes(), 0, rows.size());
      settle(results, DeliveryResult.DELIVERED);
      return true;
    } catch (IOException e) {
      defer(results, e);
      return false;
    }
  }

  /** Forgets rows that are not written: their batch failed as a whole. */
  void discard() {
    rows.reset();
    waitingCount = 0;
  }

  private void defer(DeliveryResult[] results, IOException e) {
    settle(results, new DeliveryResult.Deferred(Duration.ZERO, Attempt.inWords(e)));
  }

  private void settle(DeliveryResult[] results, DeliveryResult result) {
    for (int i = 0; i < waitingCount; i++) {
      results[waiting[i]] = result;
    }
    waitingCount = 0;
    rows.reset();
  }

  void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  private AppendFile file() throws IOException {
    AppendFile open = file;
    if (open == null) {
      open = opened();
      if (open.length() == 0) {
        CsvRows first = new CsvRows();
        header.forEach(first::text);
        first.endRow();
        open.write(first.bytes(), 0, first.size());
      }
      file = open;
    }
    return open;
  }

  private AppendFile opened() throws IOException {
    long kept = 0;
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(path + " is there, and is not a regular file");
      }
      // No switch: its class would be read from the jar where no archive has it.
      if (config.existing() == Existing.APPEND && hasSameHeader()) {
        kept = endOfLastRow();
      } else if (config.existing() != Existing.REPLACE) {
        RotatedFiles.rotate(path, config.keep());
      }
    }
    return new AppendFile(path, AppendFile.NO_LINKS, kept);
  }

  private boolean hasSameHeader() throws IOException {
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(path)) {
      for (CsvRecord row : reader) {
        return row.getFields().equals(header);
      }
    } catch (CsvParseException e) {
      return false;
    }
    return false;
  }

  /**
   * Where the last whole row ends: a process that was killed may have left half a row behind it.
   */
  private long endOfLastRow() throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
      long at = 0;
      long end = 0;
      boolean quoted = false;
      for (int b = in.read(); b >= 0; b = in.read()) {
        at++;
        if (b == '"') {
          quoted = !quoted; // a quote inside a field is doubled, so it changes nothing
        } else if (b == '\n' && !quoted) {
          end = at;
        }
      }
      return end;
    }
  }
}
