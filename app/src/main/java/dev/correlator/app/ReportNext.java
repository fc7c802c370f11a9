package dev.correlator.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The commands with which a reader goes on. */
final class ReportNext {

  private final PrintWriter out;

  ReportNext(PrintWriter out) {
    this.out = out;
  }

  void print(RunResult r, RunRequest request) {
    List<String> hints = new ArrayList<>();
    String same = words(request.same());
    String files = same + words(request.inputs()).strip();
    String app = request.chosen() ? r.application().name() + " " : "";
    if (!r.findings().newestFailed().isEmpty()) {
      String id = EventWords.id(r.findings().newestFailed().get(0));
      // Without a name all that needs no file is traced with.
      String with = r.application().isBuiltIn() ? "" : app;
      hints.add("correlator trace " + id + " " + with + files);
    }
    if (request.events() == null && r.findings().events() > 0) {
      hints.add("correlator run " + app + "--events events.jsonl " + files);
    }
    if (!hints.isEmpty()) {
      out.println("NEXT    " + String.join(" | ", hints));
    }
  }

  /** Words as they are typed to a shell, each with a blank behind it. */
  private static String words(List<String> words) {
    StringBuilder typed = new StringBuilder();
    for (String word : words) {
      boolean plain = !word.isEmpty() && word.chars().allMatch(ReportNext::isPlain);
      typed.append(plain ? word : "'" + word.replace("'", "'\\''") + "'").append(' ');
    }
    return Printable.line(typed.toString());
  }

  private static boolean isPlain(int c) {
    return Character.isLetterOrDigit(c) || "_-+=:,./@%".indexOf(c) >= 0;
  }
}
