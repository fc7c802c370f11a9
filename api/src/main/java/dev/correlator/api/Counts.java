package dev.correlator.api;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A number for each of many names, up to a limit of names. Compact: a name takes its bytes in UTF-8
 * and about 15 more, so that one state can hold what would else be a key of its own for each name.
 */
public final class Counts extends StateValue {

  private static final int NAMES_LIMIT = 1_000_000;
  private static final byte[] NO_BYTES = {};
  private static final int[] NO_SLOTS = {};

  /** Odd. It decides about places only, never about results. */
  private static final long FACTOR = new SecureRandom().nextLong() | 1;

  /** What a change has changed, so that it can be taken back. */
  private record Change(int at, int former, boolean added) {}

  private final int limit;

  // An entry: the count (4 bytes), the length of the name (2), the name. In the order of the first
  // sight of names. A slot holds where an entry begins, plus 1.
  private byte[] entries = NO_BYTES;
  private int[] slots = NO_SLOTS;
  private int used;
  private int size;

  private boolean saved;
  private List<Change> changes = List.of();
  private boolean cleared;
  private byte[] entriesBefore = NO_BYTES;
  private int[] slotsBefore = NO_SLOTS;
  private int usedBefore;
  private int sizeBefore;

  /**
   * Makes an empty one.
   *
   * @param owner the state that holds it
   * @param limit how many names are kept, 1 to 1,000,000; further ones are not
   * @throws IllegalArgumentException if the limit is another
   */
  public Counts(State owner, int limit) {
    super(owner);
    if (limit < 1 || limit > NAMES_LIMIT) {
      throw new IllegalArgumentException("limit " + limit + " is not in 1.." + NAMES_LIMIT);
    }
    this.limit = limit;
  }

  /**
   * The number of a name.
   *
   * @param name of which 65,535 bytes in UTF-8 count, here and below: what is behind them makes no
   *     difference
   * @return 0 where it has none
   */
  public int get(String name) {
    int at = size == 0 ? -1 : find(bytes(name));
    return at < 0 ? 0 : count(at);
  }

  /**
   * Gives a name a number.
   *
   * @param name see {@link #get}
   * @param number any; with 0 it has a number too, and counts in {@link #size}
   * @return whether it was kept: false where the name is new and the limit is reached
   */
  public boolean put(String name, int number) {
    byte[] bytes = bytes(name);
    int at = size == 0 ? -1 : find(bytes);
    if (at < 0) {
      if (size == limit) {
        return false;
      }
      at = append(bytes);
      note(at, 0, true);
    } else {
      note(at, count(at), false);
    }
    putCount(at, number);
    return true;
  }

  /**
   * Adds to the number of a name. Beyond the range of an int it wraps.
   *
   * @param name see {@link #get}
   * @param number any, negative ones too
   * @return the sum; what was added where the name is new and the limit is reached
   */
  public int add(String name, int number) {
    int sum = get(name) + number;
    put(name, sum);
    return sum;
  }

  /**
   * How many names have a number.
   *
   * @return 0 to the limit
   */
  public int size() {
    return size;
  }

  /** Forgets all names. */
  public void clear() {
    if (saved && !cleared) {
      cleared = true;
      entriesBefore = entries;
      slotsBefore = slots;
      usedBefore = used;
      sizeBefore = size;
    }
    entries = NO_BYTES;
    slots = NO_SLOTS;
    used = 0;
    size = 0;
  }

  /** Cut where the length would not fit two bytes. */
  private static byte[] bytes(String name) {
    byte[] b = name.getBytes(StandardCharsets.UTF_8);
    return b.length <= 0xFFFF ? b : Arrays.copyOf(b, 0xFFFF);
  }

  private int append(byte[] name) {
    int end = used + 6 + name.length;
    if (end > entries.length) {
      entries = Arrays.copyOf(entries, Math.max(end, entries.length + (entries.length >> 2) + 16));
    }
    int at = used;
    entries[at + 4] = (byte) name.length;
    entries[at + 5] = (byte) (name.length >> 8);
    System.arraycopy(name, 0, entries, at + 6, name.length);
    used = end;
    size++;
    if (size * 4 > slots.length * 3) {
      slots = new int[Math.max(4, slots.length * 2)];
      for (int e = 0; e < used; e = next(e)) {
        slots[slot(e)] = e + 1;
      }
    } else {
      slots[slot(at)] = at + 1;
    }
    return at;
  }

  /** The free slot that an entry which is in none would take. */
  private int slot(int entry) {
    int mask = slots.length - 1;
    int i = hash(entries, entry + 6, length(entry)) & mask;
    while (slots[i] != 0) {
      i = i + 1 & mask;
    }
    return i;
  }

  private int find(byte[] name) {
    int mask = slots.length - 1;
    int i = hash(name, 0, name.length) & mask;
    while (slots[i] != 0) {
      int at = slots[i] - 1;
      int from = at + 6;
      if (length(at) == name.length
          && Arrays.equals(entries, from, from + name.length, name, 0, name.length)) {
        return at;
      }
      i = i + 1 & mask;
    }
    return -1;
  }

  /** Nobody can choose names that collide: the factor is drawn anew in each process. */
  private static int hash(byte[] b, int from, int length) {
    long h = length;
    for (int i = from; i < from + length; i++) {
      h = (h ^ b[i] & 0xFF) * FACTOR;
      h ^= h >>> 32;
    }
    return (int) h;
  }

  private int length(int at) {
    return entries[at + 4] & 0xFF | (entries[at + 5] & 0xFF) << 8;
  }

  private int next(int at) {
    return at + 6 + length(at);
  }

  private int count(int at) {
    return entries[at] & 0xFF
        | (entries[at + 1] & 0xFF) << 8
        | (entries[at + 2] & 0xFF) << 16
        | entries[at + 3] << 24;
  }

  private void putCount(int at, int number) {
    entries[at] = (byte) number;
    entries[at + 1] = (byte) (number >> 8);
    entries[at + 2] = (byte) (number >> 16);
    entries[at + 3] = (byte) (number >> 24);
  }

  private void note(int at, int former, boolean added) {
    if (saved && !cleared) {
      if (changes.isEmpty()) {
        changes = new ArrayList<>(2);
      }
      changes.add(new Change(at, former, added));
    }
  }

  @Override
  void save() {
    saved = true;
    cleared = false;
    changes = List.of();
    entriesBefore = NO_BYTES;
    slotsBefore = NO_SLOTS;
  }

  @Override
  void restore() {
    if (cleared) {
      entries = entriesBefore;
      slots = slotsBefore;
      used = usedBefore;
      size = sizeBefore;
    }
    for (int i = changes.size() - 1; i >= 0; i--) {
      Change c = changes.get(i);
      if (c.added()) {
        remove(c.at());
      } else {
        putCount(c.at(), c.former());
      }
    }
    saved = false;
    cleared = false;
    changes = List.of();
  }

  /** Takes the last entry out: no other stands behind it in the slots because of it. */
  private void remove(int last) {
    int mask = slots.length - 1;
    int i = hash(entries, last + 6, length(last)) & mask;
    while (slots[i] != last + 1) {
      i = i + 1 & mask;
    }
    slots[i] = 0;
    used = last;
    size--;
  }
}
