package dev.correlator.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says of inputs in which nothing is a record how they may be read. */
final class NoRecord {

  /** Inputs that are named. */
  private static final int INPUTS_SHOWN = 10;

  private NoRecord() {}

  /**
   * Says it.
   *
   * @param inputs as typed
   * @param stated the format that the user named, or null where it was to be found by looking
   * @param formats the names of those that there are
   * @param home the folder of the installation, or null
   */
  static Problem problem(
      List<String> inputs, @Nullable String stated, List<String> formats, @Nullable Path home) {
    String nothing =
        "nothing in " + (inputs.size() == 1 ? "it" : "them") + " could be read as a record";
    List<String> named = new ArrayList<>(inputs.stream().limit(INPUTS_SHOWN).toList());
    if (named.size() < inputs.size()) {
      named.add("and " + CountText.of(inputs.size() - named.size()) + " more");
    }
    String page = Documentation.FORMATS.in(home);
    return new Problem(
        Place.of(Printable.line(String.join(", ", named))),
        ProblemCode.CLI_NO_RECORD,
        stated == null
            ? nothing
                + "; --input-format says which format it is: "
                + String.join(", ", formats)
                + "; "
                + page
                + " describes them, and how a line of another form is described under 'formats:'"
            : nothing
                + " of the format "
                + Printable.text(stated)
                + ", which was stated; where none is, the format is found by looking; "
                + page
                + " describes each");
  }
}
