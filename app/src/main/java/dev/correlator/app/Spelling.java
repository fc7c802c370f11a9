package dev.correlator.app;

import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the name that was probably meant. */
final class Spelling {

  private Spelling() {}

  /**
   * The name nearest to what was written, by insertions, deletions, replacements and swaps of
   * neighbours; null where none is near: at most one change for each three letters, at least one.
   */
  static @Nullable String nearest(String written, Collection<String> names) {
    int allowed = Math.max(1, written.length() / 3);
    String best = null;
    for (String name : new TreeSet<>(names)) { // sorted, so that ties are always broken alike
      int distance = distance(written, name, allowed);
      if (distance <= allowed) {
        best = name;
        allowed = distance - 1;
      }
    }
    return best;
  }

  /** What to add to a message: the name that was probably meant, or else all there are. */
  static String hint(String written, Collection<String> names, String plural) {
    String nearest = nearest(written, names);
    if (nearest != null) {
      return "; did you mean '" + nearest + "'?";
    }
    return names.isEmpty()
        ? "; there are no " + plural
        : "; " + plural + ": " + String.join(", ", new TreeSet<>(names));
  }

  /** What to add to a message that tells all there are already. */
  static String nearestHint(String written, Collection<String> names) {
    String nearest = nearest(written, names);
    return nearest == null ? "" : "; did you mean '" + nearest + "'?";
  }

  /** Optimal string alignment: three rows of the usual table. */
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(last[j - 1] + replaced, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] reused = beforeLast;
      beforeLast = last;
      last = row;
      row = reused;
    }
    return last[b.length()];
  }
}
