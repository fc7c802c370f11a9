package dev.correlator.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
  final int groupMax;

  /** Makes an empty table that keeps at most so many keys over all groups. */
  KeyTable(int maxKeys) {
    groupMax = Math.max(1, maxKeys / Keys.GROUPS);
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
  @SuppressWarnings("unchecked")
  @Nullable E overflow(int group) {
    if (groupSize[group] < groupMax) {
      return null;
    }
    Keyed first = oldest[group];
    for (Keyed k = first; k != null && first != null && k.touched == first.touched; k = k.after) {
      if (k.compareKey(first) < 0) {
        first = k;
      }
    }
    return (E) first;
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
    } else {
      last.after = e;
    }
    newest[e.group] = e;
  }

  private void unlink(Keyed e) {
    if (e.before == null) {
      oldest[e.group] = e.after;
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
    }
  }

  void remove(E entry) {
    unlink(entry);
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
    for (Keyed k : oldest) {
      if (k != null && k.touched < t) {
        t = k.touched;
      }
    }
    return t;
  }

  /** Those whose last input was at this time, in the order of keys. */
  @SuppressWarnings("unchecked")
  List<E> touchedAt(long tau) {
    List<E> found = new ArrayList<>();
    for (Keyed first : oldest) {
      for (Keyed k = first; k != null && k.touched == tau; k = k.after) {
        found.add((E) k);
      }
    }
    found.sort(Keyed::compareKey);
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
    found.sort(Comparator.comparing((E e) -> e, Keyed::compareKey));
    return found;
  }
}
