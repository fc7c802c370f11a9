package dev.correlator.core;

import dev.correlator.api.RecordHeader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a source with the records found in it: the unit in which records travel from intake to
 * logic. Bytes stay where they were read; a record is a row of positions. Reused through a pool.
 *
 * <p>Life: a reader fills {@link #bytes}, a {@link BlockWriter} adds the records (any thread, one
 * at a time), the {@link Engine} walks it, logic reads the records that matched; then it is given
 * back. The hand-over between threads is the caller's.
 */
public final class RecordBlock {

  /** How many bytes behind {@link #length} can be read: parsers read whole words. */
  public static final int SLACK = 16;

  /**
   * Exceptions that a block keeps whatever they are: they are large, and where one is thrown others
   * are like it. Of further ones the first of each class and place in the code is kept, of which
   * code has but so many.
   */
  private static final int THROWN_MAX = 16;

  /** Bytes of the block for each row, and cells for each row, that there is room for at first. */
  private static final int BYTES_PER_ROW = 256;

  private static final int CELLS_PER_ROW = 8;
  private static final int ROWS_MIN = 8;
  private static final int ROWS_MAX = 1024;

  /** The bytes; whole records in front of {@link #length}. */
  public byte[] bytes;

  /** How many bytes are filled. */
  public int length;

  /** The number of the source in the run, see {@link Sources}. */
  public int source;

  /** The position of the first byte in the source. */
  public long position;

  /**
   * First byte of a copy, behind the content, of the last record of the source in front of the
   * block: what a record at the start repeats that says only that.
   */
  public int previousFrom;

  /** The byte behind that copy; the same where there is no such record. */
  public int previousTo;

  /** How many bytes of a record travel on, with what was decoded of it; what is behind is cut. */
  public static final int RECORD_BYTES_MAX = Cells.RECORD_MAX;

  /** Whether the last record goes on behind the block, but was cut there by a limit. */
  public boolean cut;

  /** Whether the source could not be read on: a last record without its end is cut. */
  public boolean broken;

  /** Whether the source ends with it; not said of each last one. */
  public boolean last;

  private final int firstCapacity;

  /** How much is read into it: what was added must not make the next content larger. */
  private int capacity;

  /** The byte behind what was added. */
  private int added;

  // One row per frame of the source, parsed or not: needed for line numbers.
  int frames;

  // One row per parsed record.
  int records;
  long[] timeNanos;
  int[] origin;
  byte[] clock;

  // Of the few records that stand for several: the row, and how many more they stand for.
  private int[] repeats = new int[16];
  private int repeatsUsed;

  // Matched records, see Cells.
  int[] cells;
  int cellsUsed;

  /** What selects of stages threw at matched records: few are kept, see {@link #keep}. */
  private final List<Throwable> thrown = new ArrayList<>(0);

  /** Under which number the first of a class and place in the code is kept. */
  private final Map<String, Integer> firstThrown = new HashMap<>(0);

  // Given by the sequencer.
  long firstLine;
  int pins;

  /** Whose it is, once the sequencer is through with it while records in it wait. */
  @Nullable SourceFeed feed;

  /** Makes a block of this capacity in bytes, with room for records of the usual length. */
  public RecordBlock(int capacity) {
    firstCapacity = capacity;
    this.capacity = capacity;
    bytes = new byte[capacity + SLACK];
    int rows = Math.clamp(capacity / BYTES_PER_ROW, ROWS_MIN, ROWS_MAX);
    timeNanos = new long[rows];
    origin = new int[rows];
    clock = new byte[rows];
    cells = new int[rows * CELLS_PER_ROW];
  }

  /**
   * Adds bytes behind all that is in use, and returns where: records that had to be decoded, or put
   * together.
   */
  public int add(byte[] b, int from, int to) {
    int at = Math.max(Math.max(length, previousTo), added);
    int behind = at + to - from;
    if (behind + SLACK > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(behind, bytes.length + bytes.length / 2) + SLACK);
    }
    System.arraycopy(b, from, bytes, at, to - from);
    added = behind;
    return at;
  }

  /** Takes back all that was added. */
  public void dropAdded() {
    added = 0;
  }

  /** How many bytes of a source fit; what is {@link #add added} is not of it. */
  public int capacity() {
    return capacity;
  }

  /** How many fitted when it was made. */
  public int firstCapacity() {
    return firstCapacity;
  }

  /** Makes room for records of at least this many bytes; the content is kept. */
  public void grow(int capacity) {
    this.capacity = Math.max(this.capacity, capacity);
    if (this.capacity + SLACK > bytes.length) {
      bytes = Arrays.copyOf(bytes, this.capacity + SLACK);
    }
  }

  /** Empties it. */
  public void clear() {
    length = 0;
    previousFrom = 0;
    previousTo = 0;
    cut = false;
    broken = false;
    last = false;
    added = 0;
    frames = 0;
    records = 0;
    repeatsUsed = 0;
    cellsUsed = 0;
    thrown.clear();
    firstThrown.clear();
    pins = 0;
    feed = null;
  }

  int addRecord(RecordHeader header, int originIndex) {
    int i = records++;
    if (i == timeNanos.length) {
      int wider = i * 2;
      timeNanos = Arrays.copyOf(timeNanos, wider);
      origin = Arrays.copyOf(origin, wider);
      clock = Arrays.copyOf(clock, wider);
    }
    timeNanos[i] = header.timeNanos;
    origin[i] = originIndex;
    clock[i] = (byte) header.clock.ordinal();
    if (header.repeat > 1) {
      if (repeatsUsed == repeats.length) {
        repeats = Arrays.copyOf(repeats, repeatsUsed * 2);
      }
      repeats[repeatsUsed++] = i;
      repeats[repeatsUsed++] = header.repeat - 1;
    }
    return i;
  }

  /** How many records the first rows stand for: repeated ones as often as they say. */
  long recordsIn(int rows) {
    long n = rows;
    for (int i = 0; i < repeatsUsed && repeats[i] < rows; i += 2) {
      n += repeats[i + 1];
    }
    return n;
  }

  /**
   * Keeps what a select threw, or one of its class from the same place in the code where {@value
   * #THROWN_MAX} are kept.
   *
   * @return under which number
   */
  int keep(Throwable failure) {
    String kind = failure.getClass().getName() + ' ' + CodePlace.of(failure);
    Integer first = firstThrown.putIfAbsent(kind, thrown.size());
    if (first != null && thrown.size() >= THROWN_MAX) {
      return first;
    }
    thrown.add(failure);
    return thrown.size() - 1;
  }

  /** What was kept under a number. */
  Throwable thrown(int number) {
    return thrown.get(number);
  }

  /** Makes sure that so many more cells fit, and returns the array. */
  int[] cells(int more) {
    if (cellsUsed + more > cells.length) {
      cells = Arrays.copyOf(cells, Math.max(cells.length * 2, cellsUsed + more));
    }
    return cells;
  }
}
