package dev.correlator.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows whose columns stand one below the other. Cells are made fit for a terminal. */
final class TextTable {

  private static final String INDENT = "  ";

  private final boolean[] right;
  private final List<String[]> rows = new ArrayList<>();
  private boolean hasHeading;

  /**
   * Makes an empty table.
   *
   * @param alignment a letter for each column: l or r
   */
  TextTable(String alignment) {
    right = new boolean[alignment.length()];
    for (int i = 0; i < right.length; i++) {
      right[i] = alignment.charAt(i) == 'r';
    }
  }

  /** The first row, which is not indented. */
  void heading(String... cells) {
    row(cells);
    hasHeading = true;
  }

  void row(String... cells) {
    String[] shown = new String[right.length];
    for (int i = 0; i < shown.length; i++) {
      shown[i] = i < cells.length ? Printable.text(cells[i]) : "";
    }
    rows.add(shown);
  }

  void print(PrintWriter out) {
    int[] width = new int[right.length];
    for (int r = 0; r < rows.size(); r++) {
      for (int i = 0; i < width.length; i++) {
        int outdent = isHeading(r) && i == 0 ? INDENT.length() : 0;
        width[i] = Math.max(width[i], length(rows.get(r)[i]) - outdent);
      }
    }
    for (int r = 0; r < rows.size(); r++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < width.length; i++) {
        String cell = rows.get(r)[i];
        boolean outdented = isHeading(r) && i == 0;
        int room = width[i] + (outdented ? INDENT.length() : 0);
        String pad = " ".repeat(room - length(cell));
        line.append(outdented ? "" : INDENT).append(right[i] ? pad + cell : cell + pad);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private boolean isHeading(int row) {
    return hasHeading && row == 0;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
