package dev.correlator.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ParseResult;

/**
 * What the plain words of a command line name: applications, if the first one does, and files.
 *
 * @param applications the applications, or all that need no file
 * @param chosen whether the user named them
 * @param inputs what to read, as typed
 */
record Arguments(List<String> applications, boolean chosen, List<String> inputs) {

  /** Copies. */
  Arguments {
    applications = List.copyOf(applications);
    inputs = List.copyOf(inputs);
  }

  /**
   * Finds out what is what. A first word that is both an application and a file is the application:
   * {@code ./openssh} is the file. Whether files can be read is found out when they are.
   *
   * @param typed what was typed
   * @param from the index of the first of these words
   * @throws RefusedException if the first word is neither, or no file is named
   */
  static Arguments of(ParseResult typed, int from, LoadedConfiguration loaded, Path folder) {
    List<String> words = CommandText.words(typed, from);
    String first = words.get(0);
    Set<String> names = loaded.applicationNames();
    boolean chosen =
        namesApplication(first, names) || (isList(first) && !CommandText.exists(first, folder));
    if (!chosen && looksLikeName(first, words, names) && !CommandText.exists(first, folder)) {
      throw new RefusedException(
          new Problem(
              Place.of("command line"),
              ProblemCode.CLI_UNKNOWN_NAME,
              "'"
                  + Printable.text(first)
                  + "' is neither an application nor a file"
                  + Spelling.hint(first, names, "applications")),
          ExitCode.USAGE);
    }
    List<String> rest = chosen ? words.subList(1, words.size()) : words;
    if (rest.isEmpty()) {
      throw new RefusedException(
          new Problem(
              Place.of("command line"),
              ProblemCode.CLI_USAGE,
              "no file is named; name files to read, or - for standard input"
                  + CommandText.tookFiles(typed, folder)),
          ExitCode.USAGE);
    }
    for (String word : rest) {
      if (namesApplication(word, names) && !CommandText.exists(word, folder)) {
        throw new RefusedException(
            new Problem(
                Place.of("command line"),
                ProblemCode.CLI_USAGE,
                "'"
                    + Printable.text(word)
                    + (chosen
                        ? "' is an application too: name several with commas, as "
                            + Printable.text(first + "," + word)
                        : "' is an application: name it before the files")),
            ExitCode.USAGE);
      }
    }
    List<String> applications = chosen ? loaded.chosen(first) : List.copyOf(loaded.builtInNames());
    return new Arguments(applications, chosen, rest);
  }

  private static boolean namesApplication(String word, Set<String> names) {
    return names.contains(word)
        || (isList(word) && names.contains(word.substring(0, word.indexOf(',')).strip()));
  }

  private static boolean isList(String word) {
    return word.indexOf(',') > 0;
  }

  /** A misspelt application, rather than a file that is not there. */
  private static boolean looksLikeName(String word, List<String> words, Set<String> names) {
    return Names.isName(word) && (words.size() > 1 || Spelling.nearest(word, names) != null);
  }
}
