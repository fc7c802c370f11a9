package dev.correlator.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where records come from: the host in the header, or the source's name. It is content, not
 * connection, so that files and live streams agree on it.
 */
final class Origin implements Comparable<Origin> {

  final int index;
  final byte[] name;

  /** Whether a record names it; else it is a source whose records name none. */
  boolean isHost;

  /** Decoded when first asked for, by whichever thread: the same for all. */
  private @Nullable String text;

  /** The same, encoded: volatile, since shards on several threads hand it to each other. */
  private volatile byte @Nullable [] key;

  Origin(int index, byte[] name) {
    this.index = index;
    this.name = name;
  }

  /** The name as a text. */
  String text() {
    String known = text;
    if (known == null) {
      known = Bytes.text(name, 0, name.length);
      text = known;
    }
    return known;
  }

  /** The name as a key of one part, encoded; not to be changed. */
  byte[] key() {
    byte[] known = key;
    if (known == null) {
      Keys keys = new Keys();
      keys.part(name, 0, name.length);
      known = Arrays.copyOf(keys.bytes, keys.length);
      key = known;
    }
    return known;
  }

  @Override
  public int compareTo(Origin other) {
    return this == other ? 0 : Bytes.compare(name, other.name);
  }
}
