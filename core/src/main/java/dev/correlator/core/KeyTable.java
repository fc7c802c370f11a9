package dev.correlator.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a stage: found by their bytes, and in each key group in the order of their last
 * input, so that the group's oldest can be given up when the group is full: which one that is does
 * not depend on the number of shards.
 */
@SuppressWarnings("ReferenceEquality") // an entry is the one that stands here, not one like it
final class KeyTable<E extends Keyed> {

  private @Nullable Keyed[] slots = new Keyed[64];
  private int size;
  private final @Nullable Keyed[] oldest = new Keyed[Keys.GROUPS];
  private final @Nullable Keyed[] newest = new Keyed[Keys.GROUPS];
  private final int[] groupSize = new int[Keys.GROUPS];

  /** The last input of each group's oldest: side by side, to find the oldest of all quickly. */
  private final long[] since = new long[Keys.GROUPS];

  final int groupMax;

  /** Makes an empty table that keeps at most so many keys over all groups. */
  KeyTable(int maxKeys) {
    groupMax = Math.max(1, maxKeys / Keys.GROUPS);
    Arrays.fill(since, Long.MAX_VALUE);
  }

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked")
  @Nullable E find(byte[] key, int length, int hash) {
    int mask = slots.length - 1;
    int i = hash & mask;
    while (true) {
      Keyed k = slots[i];
      if (k == null) {
        return null;
      }
      if (k.hash == hash
          && k.keyLength == length
          && Arrays.equals(k.cell, 0, length, key, 0, length)) {
        return (E) k;
      }
      i = i + 1 & mask;
    }
  }

  /** The entry that must be given up before one more of this group is added, or null. */
  @Nullable E overflow(int group) {
    return groupSize[group] < groupMax ? null : oldest(group);
  }

  /**
   * The entry of a group whose last input came first in canonical order, or null. Constant in time
   * also where an attacker fills a group within one instant.
   */
  @SuppressWarnings("unchecked")
  @Nullable E oldest(int group) {
    return (E) oldest[group];
  }

  void add(E entry) {
    if (++size * 2 > slots.length) {
      grow();
    }
    put(entry);
    groupSize[entry.group]++;
    append(entry);
  }

  private void put(Keyed entry) {
    int mask = slots.length - 1;
    int i = entry.hash & mask;
    while (slots[i] != null) {
      i = i + 1 & mask;
    }
    slots[i] = entry;
  }

  private void grow() {
    @Nullable Keyed[] old = slots;
    slots = new Keyed[old.length * 2];
    for (Keyed k : old) {
      if (k != null) {
        put(k);
      }
    }
  }

  private void append(Keyed e) {
    Keyed last = newest[e.group];
    e.before = last;
    e.after = null;
    if (last == null) {
      oldest[e.group] = e;
      since[e.group] = e.touched;
    } else {
      last.after = e;
    }
    newest[e.group] = e;
  }

  private void unlink(Keyed e) {
    if (e.before == null) {
      oldest[e.group] = e.after;
      since[e.group] = e.after == null ? Long.MAX_VALUE : e.after.touched;
    } else {
      e.before.after = e.after;
    }
    if (e.after == null) {
      newest[e.group] = e.before;
    } else {
      e.after.before = e.before;
    }
  }

  /** Notes an input at this time. */
  void touch(E entry, long tau) {
    entry.touched = tau;
    if (newest[entry.group] != entry) {
      unlink(entry);
      append(entry);
    } else if (oldest[entry.group] == entry) {
      since[entry.group] = tau;
    }
  }

  void remove(E entry) {
    unlink(entry);
    // A dead entry that has grown old would keep those behind it alive until a full collection.
    entry.before = null;
    entry.after = null;
    groupSize[entry.group]--;
    size--;
    int mask = slots.length - 1;
    int i = entry.hash & mask;
    while (slots[i] != entry) {
      i = i + 1 & mask;
    }
    // Close the gap: move back whatever could not stand nearer to its home (Knuth 6.4, algorithm
    // R).
    int j = i;
    while (true) {
      j = j + 1 & mask;
      Keyed k = slots[j];
      if (k == null) {
        break;
      }
      if ((j - k.hash & mask) >= (j - i & mask)) {
        slots[i] = k;
        i = j;
      }
    }
    slots[i] = null;
  }

  /** The time of the oldest last input, or the largest long. */
  long oldestTouched() {
    long t = Long.MAX_VALUE;
    for (long groups : since) {
      t = Math.min(t, groups);
    }
    return t;
  }

  /** Those whose last input was at this time, the oldest there is, in the order of keys. */
  @SuppressWarnings("unchecked")
  List<E> touchedAt(long tau) {
    List<E> found = new ArrayList<>(2);
    for (int g = 0; g < since.length; g++) {
      if (since[g] == tau) {
        for (Keyed k = oldest[g]; k != null && k.touched == tau; k = k.after) {
          found.add((E) k);
        }
      }
    }
    if (found.size() > 1) {
      found.sort(Keyed::compareKey);
    }
    return found;
  }

  /** All, in the order of keys. */
  @SuppressWarnings("unchecked")
  List<E> all() {
    List<E> found = new ArrayList<>(size);
    for (Keyed first : oldest) {
      for (Keyed k = first; k != null; k = k.after) {
        found.add((E) k);
      }
    }
    found.sort(Keyed::compareKey);
    return found;
  }
}
