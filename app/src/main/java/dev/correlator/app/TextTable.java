package dev.correlator.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows whose columns stand one below the other. Cells are made fit for a terminal. */
final class TextTable {

  private static final String INDENT = "  ";

  private final boolean[] right;
  private final List<String[]> rows = new ArrayList<>();

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

  void row(String... cells) {
    String[] shown = new String[right.length];
    for (int i = 0; i < shown.length; i++) {
      shown[i] = i < cells.length ? Printable.text(cells[i]) : "";
    }
    rows.add(shown);
  }

  void print(PrintWriter out) {
    int[] width = new int[right.length];
    for (String[] row : rows) {
      for (int i = 0; i < width.length; i++) {
        width[i] = Math.max(width[i], row[i].codePointCount(0, row[i].length()));
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < width.length; i++) {
        String pad = " ".repeat(width[i] - row[i].codePointCount(0, row[i].length()));
        line.append(INDENT).append(right[i] ? pad + row[i] : row[i] + pad);
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
