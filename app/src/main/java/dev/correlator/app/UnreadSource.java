package dev.correlator.app;

import dev.correlator.intake.Trial;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/**
 * A source in which nothing is a record.
 *
 * @param name its name
 * @param line the number of the line among its first that is nearest to being one
 * @param text how that starts
 * @param trials what each format says of it, the nearest first
 */
record UnreadSource(String name, long line, String text, List<Trial> trials) {

  /** Characters of a text that are shown of it. */
  private static final int SHOWN = 60;

  /** The nearer one of two lines of a source, the first of those that are alike. */
  UnreadSource nearer(UnreadSource next) {
    boolean isNearer =
        !trials.isEmpty() && Trial.NEAREST_FIRST.compare(next.trials.get(0), trials.get(0)) < 0;
    return isNearer ? next : this;
  }

  /**
   * Prints it for people.
   *
   * @param label stands in front of each line
   */
  void print(PrintWriter out, String label) {
    out.println(label + Printable.line(name) + ":" + line + ": " + shown(0));
    Map<String, String> formats = new LinkedHashMap<>(); // by what they say
    for (Trial trial : trials) {
      formats.merge(words(trial), trial.format(), (a, b) -> a + ", " + b);
    }
    formats.forEach((words, names) -> out.println(label + "  " + names + ": " + words));
  }

  private String words(Trial trial) {
    if (trial.reason() == null) {
      return "it is one (--input-format " + trial.format() + ")";
    }
    return trial.fits() <= 0
        ? trial.reason().text()
        : "as described up to column "
            + trial.fits()
            + ", and not from there on: "
            + shown(trial.fits());
  }

  private String shown(int from) {
    String some =
        text.codePoints()
            .skip(from)
            .limit(SHOWN)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    return Printable.text(some)
        + (text.codePointCount(0, text.length()) > from + SHOWN ? "..." : "");
  }

  /** Writes it as the members of an object. */
  void write(JsonGenerator json) {
    json.writeStringProperty("source", name);
    json.writeNumberProperty("line", line);
    json.writeStringProperty("text", text);
    JsonLists.objects(
        "tried",
        trials,
        json,
        (trial, to) -> {
          to.writeStringProperty("format", trial.format());
          if (trial.reason() != null) {
            to.writeStringProperty("not_parsed", trial.reason().text());
          }
          if (trial.fits() > 0) {
            to.writeNumberProperty("fits", trial.fits());
          }
        });
  }
}
