package dev.correlator.core;

/**
 * Where the parts of a rule's key come from, part by part: the number of a hole, or, negative, the
 * cell of a header field.
 *
 * @param mayLack the parts, as bits, that are empty where the record lacks the field
 */
record KeySource(int[] parts, int mayLack) {

  KeySource(int[] parts) {
    this(parts, 0);
  }

  /** Encodes the key of a record's hit; false where a part is missing. */
  boolean encode(byte[] b, int[] cells, int cell, int hit, byte[] originName, Keys keys) {
    keys.begin();
    int frame = cells[cell + Cells.FROM];
    for (int i = 0; i < parts.length; i++) {
      int part = parts[i];
      int field = part >= 0 ? cells[hit + Cells.HIT + part] : cells[cell - part];
      if (part >= 0) {
        if (field == Cells.NO_HOLE) {
          return false;
        }
      } else if (Cells.length(field) == 0) {
        if (part == -Cells.HOST) {
          keys.part(originName, 0, originName.length);
        } else if ((mayLack & 1 << i) != 0) {
          keys.part(b, 0, 0);
        } else {
          return false;
        }
        continue;
      }
      int from = Cells.from(frame, field);
      keys.part(b, from, from + Cells.length(field));
    }
    return true;
  }
}
