package dev.correlator.app;

import dev.correlator.api.LogRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * The log lines of a page. First it is said which records are wanted, by their places; then the
 * records are offered, in any order, and the text of the wanted ones goes to a temporary file,
 * compressed. In memory are 40 bytes for each, at most {@link #RECORDS_MAX}. Used by one thread.
 */
final class PageLines implements Closeable {

  /** Records that a page shows. */
  static final int RECORDS_MAX = 1_000_000;

  /** Bytes of text that a page shows; what comes behind is left out and counted. */
  static final long TEXT_BYTES_MAX = 128L << 20;

  /** Sources and the positions in them as one number: 16 TiB of each are told apart. */
  private static final int OFFSET_BITS = 44;

  private static final int COMPRESSION = 6;
  private static final int EMPTY = -1;

  private final int recordsMax;
  private final FileChannel channel;
  private final Deflater deflater = new Deflater(COMPRESSION);
  private final DeflaterOutputStream text;

  /** For each wanted record its place, line, and once it was found, its time and number. */
  private long[] places = new long[1024];

  private long[] lines = new long[1024];
  private long[] times = new long[1024];
  private int[] numbers = new int[1024];
  private int wanted;
  private long refused;

  /** Wanted records in the order in which they were found. */
  private int[] found = new int[1024];

  private int foundCount;
  private long textBytes;
  private long cut;

  /** Where each place stands in the arrays, by its hash. */
  private int[] table = filled(2048);

  PageLines(int recordsMax) throws IOException {
    this.recordsMax = recordsMax;
    Path file = Files.createTempFile("correlator-", ".lines");
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    text = new DeflaterOutputStream(Channels.newOutputStream(channel), deflater, 64 * 1024);
  }

  private static int[] filled(int size) {
    int[] table = new int[size];
    Arrays.fill(table, EMPTY);
    return table;
  }

  private static long place(int source, long offset) {
    return (long) source << OFFSET_BITS | offset;
  }

  private int slot(long place) {
    long mixed = place * 0x9E3779B97F4A7C15L;
    int mask = table.length - 1;
    int slot = (int) (mixed >>> 40) & mask;
    while (table[slot] != EMPTY && places[table[slot]] != place) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  /** Wants a record; its handle, or -1 where there is no room for more. */
  int want(PageRow.Ref ref) {
    long place = place(ref.source(), ref.offset());
    int slot = slot(place);
    if (table[slot] != EMPTY) {
      return table[slot];
    }
    if (wanted == recordsMax) {
      refused++;
      return -1;
    }
    if (2 * (wanted + 1) > table.length) {
      grow();
      slot = slot(place);
    }
    places[wanted] = place;
    lines[wanted] = ref.line();
    numbers[wanted] = EMPTY;
    table[slot] = wanted;
    return wanted++;
  }

  private void grow() {
    int size = 2 * places.length;
    places = Arrays.copyOf(places, size);
    lines = Arrays.copyOf(lines, size);
    times = Arrays.copyOf(times, size);
    numbers = Arrays.copyOf(numbers, size);
    found = Arrays.copyOf(found, size);
    table = filled(2 * table.length);
    for (int i = 0; i < wanted; i++) {
      table[slot(places[i])] = i;
    }
  }

  /** Takes a record, if it is wanted and was not had before. */
  void offer(int source, Instant time, LogRecord record) {
    long place = place(source, record.ref().offset());
    int handle = table[slot(place)];
    if (handle != EMPTY && lines[handle] == record.ref().line()) {
      take(handle, time.toEpochMilli(), () -> PageRow.text(record.raw()));
    }
  }

  /** Takes a record whose text is known already. */
  void offer(PageRow.Text known) {
    int handle = table[slot(place(known.ref().source(), known.ref().offset()))];
    if (handle != EMPTY) {
      take(handle, known.time(), known::text);
    }
  }

  private void take(int handle, long time, Supplier<String> line) {
    if (numbers[handle] != EMPTY) {
      return;
    }
    byte[] bytes = line.get().getBytes(StandardCharsets.UTF_8);
    if (textBytes + bytes.length + 1 > TEXT_BYTES_MAX) {
      cut++;
      return;
    }
    try {
      text.write(bytes);
      text.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("--html: cannot write to the folder of temporary files", e);
    }
    textBytes += bytes.length + 1;
    times[handle] = time;
    numbers[handle] = foundCount;
    found[foundCount++] = handle;
  }

  /** Whether all that are wanted were found. */
  boolean isComplete() {
    return foundCount + cut >= wanted;
  }

  /** Gives those numbers that were not found, behind the others. Called once, when all is read. */
  void number() {
    int next = foundCount;
    for (int i = 0; i < wanted; i++) {
      if (numbers[i] == EMPTY) {
        found[next] = i;
        numbers[i] = next++;
      }
    }
  }

  /** The number of a wanted record: those below {@link #found} have a time and a text. */
  int number(int handle) {
    return numbers[handle];
  }

  /** How many records are wanted. */
  int wanted() {
    return wanted;
  }

  /** How many of them were found. */
  int found() {
    return foundCount;
  }

  /** How many are not wanted because there was no room. */
  long refused() {
    return refused;
  }

  /** How many were left out because there was too much text. */
  long leftOut() {
    return cut;
  }

  /** How many bytes the text has, before it is compressed. */
  long textBytes() {
    return textBytes;
  }

  /** The number of the source of a record. */
  int source(int number) {
    return (int) (places[found[number]] >>> OFFSET_BITS);
  }

  /** The line of a record in its source. */
  long line(int number) {
    return lines[found[number]];
  }

  /** The time of a record that was found, in milliseconds since 1970. */
  long time(int number) {
    return times[found[number]];
  }

  /**
   * The text of all records that were found, compressed (RFC 1950), each with a line feed behind.
   */
  InputStream compressedText() throws IOException {
    text.finish();
    return Channels.newInputStream(channel.position(0));
  }

  @Override
  public void close() throws IOException {
    deflater.end();
    channel.close();
  }
}
