package dev.correlator.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All origins of a run, by name and by index. Safe for use by any thread; writers keep what they
 * looked up.
 *
 * <p>Bound: {@value #MAX} names; records of further ones share the origin {@code (others)}: they
 * are processed as all are, but their clock is a common one.
 */
final class Origins {

  static final int MAX = 100_000;

  private final Map<Name, Origin> byName = new HashMap<>();
  private final List<Origin> all = new ArrayList<>();
  private int[] ranks = {};
  private int ranked;

  private record Name(byte[] bytes) {
    @Override
    public boolean equals(Object o) {
      return o instanceof Name n && Arrays.equals(n.bytes, bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  /** That of records which name it as their host. */
  synchronized Origin ofHost(byte[] name) {
    Origin o = of(name);
    o.isHost = true;
    return o;
  }

  synchronized Origin of(byte[] name) {
    Origin o = byName.get(new Name(name));
    if (o == null) {
      byte[] kept = all.size() < MAX ? name : Bytes.utf8("(others)");
      o = byName.get(new Name(kept));
      if (o == null) {
        o = new Origin(all.size(), kept);
        byName.put(new Name(kept), o);
        all.add(o);
      }
    }
    return o;
  }

  synchronized Origin at(int index) {
    return all.get(index);
  }

  synchronized int size() {
    return all.size();
  }

  synchronized List<Origin> all() {
    return List.copyOf(all);
  }

  /** The place of each origin, by index, in the order of names; grows as origins come. */
  synchronized int[] ranks() {
    if (ranked != all.size()) {
      Origin[] sorted = all.toArray(new Origin[0]);
      Arrays.sort(sorted);
      int[] r = new int[sorted.length];
      for (int i = 0; i < sorted.length; i++) {
        r[sorted[i].index] = i;
      }
      ranks = r;
      ranked = sorted.length;
    }
    return ranks;
  }
}
