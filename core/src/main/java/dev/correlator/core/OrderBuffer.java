package dev.correlator.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Matched records that wait until the watermark has passed them; gives them out in canonical order:
 * effective time, origin's name, sequence. Index entries are ordered, not records; a run that is in
 * order already is not sorted. Rows stand side by side in arrays. Used by one thread.
 */
final class OrderBuffer {

  long[] tau = new long[8192];
  long[] seq = new long[8192];
  Origin[] origin = new Origin[8192];
  RecordBlock[] block = new RecordBlock[8192];
  int[] cell = new int[8192];

  /** What was found about the effective time: {@link Stamper#flags}. */
  byte[] flags = new byte[8192];

  /** By application, whether a row became part of something: any shard may say so. */
  final boolean[][] used;

  /** By application, whether a transaction that is not open would have had it: likewise. */
  final boolean[][] orphaned;

  /** By application, whether code of a module failed at a row: likewise. */
  final boolean[][] failed;

  /** The rows in canonical order, as far as {@link #ready} said. */
  int[] order = new int[8192];

  int size;

  /** Whether effective times do not fall from row to row. */
  private boolean inOrder = true;

  private long[] ties = new long[64];

  /** Makes one for so many applications. */
  OrderBuffer(int applications) {
    used = new boolean[applications][8192];
    orphaned = new boolean[applications][8192];
    failed = new boolean[applications][8192];
  }

  void add(long t, long s, Origin o, RecordBlock b, int c, int f) {
    if (size == tau.length) {
      grow();
    }
    int i = size++;
    inOrder &= i == 0 || t >= tau[i - 1];
    tau[i] = t;
    seq[i] = s;
    origin[i] = o;
    block[i] = b;
    cell[i] = c;
    flags[i] = (byte) f;
    b.pins++;
  }

  private void grow() {
    int wider = size * 2;
    tau = Arrays.copyOf(tau, wider);
    seq = Arrays.copyOf(seq, wider);
    origin = Arrays.copyOf(origin, wider);
    block = Arrays.copyOf(block, wider);
    cell = Arrays.copyOf(cell, wider);
    flags = Arrays.copyOf(flags, wider);
    for (int a = 0; a < used.length; a++) {
      used[a] = new boolean[wider];
      orphaned[a] = new boolean[wider];
      failed[a] = new boolean[wider];
    }
    order = new int[wider];
  }

  /**
   * Orders the rows at or before a watermark.
   *
   * @param ranks the places of origins in the order of names, by index
   * @return how many there are
   */
  int ready(long w, int[] ranks) {
    if (!inOrder) {
      sort();
    }
    int n = size;
    if (n > 0 && tau[n - 1] > w) {
      int low = 0;
      while (low < n) {
        int mid = low + n >>> 1;
        if (tau[mid] <= w) {
          low = mid + 1;
        } else {
          n = mid;
        }
      }
    }
    int i = 0;
    while (i < n) {
      int from = i;
      long t = tau[i];
      order[i] = i;
      boolean ranked = true;
      for (i++; i < n && tau[i] == t; i++) {
        order[i] = i;
        ranked &= origin[i] == origin[i - 1] || ranks[origin[i].index] > ranks[origin[i - 1].index];
      }
      if (!ranked) {
        orderTies(from, i, ranks);
      }
    }
    return n;
  }

  /** Rows of one effective time: by the names of their origins, those of an origin as they came. */
  private void orderTies(int from, int to, int[] ranks) {
    int n = to - from;
    if (n > ties.length) {
      ties = new long[n * 2];
    }
    for (int k = 0; k < n; k++) {
      ties[k] = (long) ranks[origin[from + k].index] << 32 | k;
    }
    Arrays.sort(ties, 0, n);
    for (int k = 0; k < n; k++) {
      order[from + k] = from + (int) ties[k];
    }
  }

  /** Puts all rows in the order of effective times, those of one time as they came. */
  private void sort() {
    Integer[] rows = new Integer[size];
    for (int i = 0; i < size; i++) {
      rows[i] = i;
    }
    Arrays.sort(rows, (a, b) -> Long.compare(tau[a], tau[b]));
    long[] newTau = new long[tau.length];
    long[] newSeq = new long[tau.length];
    Origin[] newOrigin = new Origin[tau.length];
    RecordBlock[] newBlock = new RecordBlock[tau.length];
    int[] newCell = new int[tau.length];
    byte[] newFlags = new byte[tau.length];
    for (int i = 0; i < size; i++) {
      int r = rows[i];
      newTau[i] = tau[r];
      newSeq[i] = seq[r];
      newOrigin[i] = origin[r];
      newBlock[i] = block[r];
      newCell[i] = cell[r];
      newFlags[i] = flags[r];
    }
    tau = newTau;
    seq = newSeq;
    origin = newOrigin;
    block = newBlock;
    cell = newCell;
    flags = newFlags;
    inOrder = true;
  }

  /** Takes the first rows out; calls back for each block that no row needs any more. */
  void drop(int n, java.util.function.Consumer<RecordBlock> unpinned) {
    @Nullable RecordBlock last = null;
    int run = 0;
    for (int i = 0; i < n; i++) {
      if (block[i] != last) {
        unpin(last, run, unpinned);
        last = block[i];
        run = 0;
      }
      run++;
    }
    unpin(last, run, unpinned);
    int left = size - n;
    System.arraycopy(tau, n, tau, 0, left);
    System.arraycopy(seq, n, seq, 0, left);
    System.arraycopy(origin, n, origin, 0, left);
    System.arraycopy(block, n, block, 0, left);
    System.arraycopy(cell, n, cell, 0, left);
    System.arraycopy(flags, n, flags, 0, left);
    for (int a = 0; a < used.length; a++) {
      Arrays.fill(used[a], 0, n, false);
      Arrays.fill(orphaned[a], 0, n, false);
      Arrays.fill(failed[a], 0, n, false);
    }
    size = left;
  }

  private static void unpin(
      @Nullable RecordBlock b, int n, java.util.function.Consumer<RecordBlock> unpinned) {
    if (b != null) {
      b.pins -= n;
      if (b.pins == 0) {
        unpinned.accept(b);
      }
    }
  }

  /** How many of the first rows became part of something of an application. */
  int countUsed(int application, int n) {
    boolean[] u = used[application];
    int sum = 0;
    for (int i = 0; i < n; i++) {
      sum += u[i] ? 1 : 0;
    }
    return sum;
  }

  /** How many of the first rows code of an application failed at, and nothing else used. */
  int countFailed(int application, int n) {
    boolean[] u = used[application];
    boolean[] f = failed[application];
    int sum = 0;
    for (int i = 0; i < n; i++) {
      sum += f[i] && !u[i] ? 1 : 0;
    }
    return sum;
  }

  /** How many of the others an application had no open transaction for, nor other use. */
  int countOrphans(int application, int n) {
    boolean[] u = used[application];
    boolean[] o = orphaned[application];
    boolean[] f = failed[application];
    int sum = 0;
    for (int i = 0; i < n; i++) {
      sum += o[i] && !u[i] && !f[i] ? 1 : 0;
    }
    return sum;
  }

  /** The smallest effective time that waits. */
  long first() {
    long t = Long.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      t = Math.min(t, tau[i]);
    }
    return t;
  }
}
