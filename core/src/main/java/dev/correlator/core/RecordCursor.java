package dev.correlator.core;

import dev.correlator.api.Field;
import java.util.Arrays;

/** A matched record as logic sees it: valid during the call. Reused; used by one thread. */
final class RecordCursor {

  /** What a cursor stands in before its first record: one for all, there are several per stage. */
  private static final RecordBlock EMPTY = new RecordBlock(0);

  private static final Origin NOBODY = new Origin(0, new byte[0]);

  RecordBlock block = EMPTY;
  byte[] bytes = block.bytes;
  int[] cells = block.cells;
  int cell;
  Origin origin = NOBODY;

  void at(RecordBlock newBlock, int newCell, Origin newOrigin) {
    block = newBlock;
    bytes = newBlock.bytes;
    cells = newBlock.cells;
    cell = newCell;
    origin = newOrigin;
  }

  /** Where its bytes begin. */
  int frame() {
    return cells[cell + Cells.FROM];
  }

  int field(int which) {
    return cells[cell + which];
  }

  long line() {
    return block.firstLine + cells[cell + Cells.LINE];
  }

  long offset() {
    return block.position + cells[cell + Cells.PLACE];
  }

  /** Whether the host that it names is its origin, or it names none: nearly always. */
  boolean isOfOrigin() {
    int host = field(Cells.HOST);
    int length = Cells.length(host);
    int from = Cells.from(frame(), host);
    byte[] name = origin.name;
    return length == 0 || Arrays.equals(bytes, from, from + length, name, 0, name.length);
  }

  /** The cell of a header field. */
  static int cellOf(Field field) {
    return switch (field) {
      case HOST -> Cells.HOST;
      case APP -> Cells.APP;
      case PROC_ID -> Cells.PROC_ID;
      case MSG_ID -> Cells.MSG_ID;
    };
  }
}
