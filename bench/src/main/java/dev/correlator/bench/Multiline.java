package dev.correlator.bench;

import dev.correlator.api.RecordFormat;
import dev.correlator.intake.CriFormat;
import dev.correlator.intake.DockerFormat;
import dev.correlator.intake.Formats;
import dev.correlator.intake.IntakeOptions;
import dev.correlator.intake.LineFormat;
import dev.correlator.intake.LineRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records of several lines against cases of fluent-bit: {@code Multiline SHARED} with the folder
 * that holds {@code corpus/multiline}. Prints for each case whether its records are those that are
 * wanted, and those that are not; exit code 1 if a case whose format is there is not exact.
 *
 * <p><b>What is compared.</b> The pieces of a case, a line each, are one file; the texts of its
 * records, and lines that are no record as they stand, in the order in which they are found. A line
 * feed at the end of what is wanted belongs to the framing here.
 */
public final class Multiline {

  /** The format that reads a case; one that is missing here is told as not covered. */
  private static final Map<String, RecordFormat> FORMATS =
      Map.of(
          "docker", new DockerFormat(),
          "cri", new CriFormat(),
          "java", lines(LineRule.JAVA),
          "python", lines(LineRule.PYTHON),
          "endswith", lines(LineRule.BACKSLASH));

  /** Lines of text, as a user would describe them. */
  private static RecordFormat lines(LineRule rule) {
    return new LineFormat("{text}", "", rule, "");
  }

  private Multiline() {}

  /** Runs. */
  public static void main(String[] arguments) throws IOException {
    int exact = 0;
    int uncovered = 0;
    int wrong = 0;
    for (String line :
        Files.readAllLines(Path.of(arguments[0], "corpus", "multiline", "cases.jsonl"))) {
      JsonTree row = JsonTree.of(line);
      String name = row.text("case");
      @Nullable RecordFormat format = FORMATS.get(name);
      if (format == null) {
        uncovered++;
        System.out.println(name + ": not covered: no format joins its lines");
      } else if (isExact(name, format, row)) {
        exact++;
      } else {
        wrong++;
      }
    }
    System.out.println(exact + " exact, " + wrong + " wrong, " + uncovered + " not covered");
    if (wrong > 0 || exact == 0) {
      System.exit(1);
    }
  }

  private static boolean isExact(String name, RecordFormat format, JsonTree row) {
    StringBuilder content = new StringBuilder();
    for (JsonTree piece : row.get("input").items()) {
      content.append(withoutLineFeed(piece)).append('\n');
    }
    List<String> wanted = new ArrayList<>();
    for (JsonTree output : row.get("output").items()) {
      wanted.add(ReadRecord.of(withoutLineFeed(output)));
    }
    List<String> found = new ArrayList<>();
    byte[] bytes = content.toString().getBytes(StandardCharsets.UTF_8);
    Formats formats = new Formats(Map.of(name, format));
    for (ReadRecord r : ReadRecord.read(bytes, formats, name, IntakeOptions.RECORD_BYTES_MAX)) {
      found.add(r.rejection() == null ? r.text() : r.raw());
    }
    boolean isExact = found.equals(wanted);
    System.out.println(
        isExact
            ? name + ": exact, " + wanted.size() + " records"
            : "%s: found %s%n  wanted %s".formatted(name, found, wanted));
    return isExact;
  }

  private static String withoutLineFeed(JsonTree piece) {
    String text = String.valueOf(piece.text());
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
