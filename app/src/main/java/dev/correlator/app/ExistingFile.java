package dev.correlator.app;

import dev.correlator.delivery.FailedList;
import dev.correlator.delivery.JsonlHandler;
import dev.correlator.intake.Rejects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** What is done with a file that is there where an option is to write. */
enum ExistingFile {
  /** It is replaced where nothing of the user's is lost by it; any other is refused. */
  OWN,
  /** It is replaced, whatever it holds. */
  REPLACE;

  /** The option. */
  static final String OPTION = "--existing";

  /** How one goes on where a file is refused. */
  static final String WAY_OUT = "name another file, or say " + OPTION + " replace";

  /** How much of a file is looked at to tell what wrote it; the header of a list may be long. */
  private static final int BEGINNING_BYTES = 1 << 16;

  /** Adds the option to a command. */
  static void addTo(CommandSpec spec) {
    spec.addOption(
        CommandText.choice(
            "WHAT",
            "What is done with a file that is there where one is to be written: own replaces it if"
                + " it is empty, or begins as the same option writes it (a new capture replaces one"
                + " whose records are all among those read), and refuses any other; replace"
                + " replaces each. Default: own.",
            OPTION,
            values()));
  }

  /** What was typed. */
  static ExistingFile of(ParseResult typed) {
    return CommandText.word(OPTION, typed.matchedOptionValue(OPTION, "own"), values());
  }

  /**
   * Why a file must not be replaced by what an option writes; a new capture is compared when its
   * records are read, by {@link EarlierCapture}.
   *
   * @param file whose name is none of a folder
   * @return in words, or null
   */
  @Nullable String refusal(String option, Path file) {
    if (this == REPLACE || option.equals(Outputs.CAPTURE) || !holdsAnything(file)) {
      return null;
    }
    String beginning;
    try (InputStream in = Files.newInputStream(file)) {
      beginning = new String(in.readNBytes(BEGINNING_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "is there, and cannot be read to see what it holds, so it is kept; " + WAY_OUT;
    }
    boolean own =
        switch (option) {
          case Outputs.EVENTS -> JsonlHandler.wrote(beginning);
          case Outputs.FAILED -> FailedList.wrote(beginning);
          case Outputs.REJECTS -> Rejects.wrote(beginning);
          case Outputs.HTML -> HtmlPage.wrote(beginning);
          default -> throw new IllegalArgumentException(option);
        };
    return own
        ? null
        : "is there, and holds what "
            + option
            + " did not write, so it is kept; "
            + option
            + " writes the file that is named behind it: "
            + WAY_OUT;
  }

  /** Whether there is something that would be lost; what is no regular file is not replaced. */
  static boolean holdsAnything(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) > 0;
    } catch (IOException e) {
      return true; // whoever reads it will tell
    }
  }

  @Override
  public String toString() { // as it is typed
    return SettingType.word(this);
  }
}
