package dev.correlator.app;

import dev.correlator.intake.Intake;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The forms in which commands say what they take, and read what was typed. */
final class CommandText {

  /** What words that are files to read are called. */
  static final String FILE = "FILE";

  /** What options that take the name of a file call it. */
  private static final Set<String> FILE_LABELS = Set.of(FILE, "NEW", "LIST");

  private CommandText() {}

  /** A command with its help. */
  static CommandSpec command(String name, String header, String... description) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().header(header).description(description).sortOptions(false);
    return spec;
  }

  /** The examples below a command's help. */
  static void examples(CommandSpec spec, String... lines) {
    List<String> footer = new ArrayList<>(List.of("", "Examples:"));
    for (String line : lines) {
      footer.add("  " + line);
    }
    spec.usageMessage().footer(footer.toArray(new String[0]));
  }

  /** The option that each command has. */
  static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .type(boolean.class)
        .arity("0")
        .description("Shows this help and ends.")
        .build();
  }

  /** An option that is there or not. */
  static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names[0], rest(names))
        .type(boolean.class)
        .arity("0")
        .description(description)
        .build();
  }

  /** An option with a value. */
  static OptionSpec value(String label, String description, String... names) {
    return OptionSpec.builder(names[0], rest(names))
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** An option that takes one of some words; completion offers them. */
  static OptionSpec choice(String label, String description, String name, Enum<?>[] words) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .completionCandidates(Arrays.stream(words).map(SettingType::word).toList())
        .build();
  }

  /** An option that may be given again and again. */
  static OptionSpec values(String label, String description, String name) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** The words of a command. */
  static PositionalParamSpec words(String index, String arity, String label, String description) {
    return PositionalParamSpec.builder()
        .index(index)
        .arity(arity)
        .required(!arity.startsWith("0"))
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** A word that is one of some; completion offers them. */
  static PositionalParamSpec choiceWord(
      String index, String label, String description, Enum<?>[] words) {
    return PositionalParamSpec.builder()
        .index(index)
        .arity("1")
        .required(true)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .completionCandidates(Arrays.stream(words).map(SettingType::word).toList())
        .build();
  }

  /** The value that was typed for an option, null where there was none. */
  static @Nullable String typed(ParseResult typed, String option) {
    return typed.matchedOptionValue(option, null);
  }

  /** The name by which an option was typed, of those that it has; else the one that is given. */
  static String typedName(ParseResult typed, String option) {
    OptionSpec spec = typed.matchedOption(option);
    String last = option;
    if (spec != null) {
      for (String word : typed.originalArgs()) {
        for (String name : spec.names()) {
          boolean isLong = name.startsWith("--");
          if (isLong ? word.equals(name) || word.startsWith(name + "=") : word.startsWith(name)) {
            last = name;
          }
        }
      }
    }
    return last;
  }

  /**
   * Which options took a word that is the name of a file there: where no file is left to read, one
   * of them was meant to be it.
   *
   * @return in brackets, with a blank in front; empty where there is none
   */
  static String tookFiles(ParseResult typed, Path folder) {
    List<String> took = new ArrayList<>();
    for (OptionSpec option : typed.matchedOptions()) {
      String label = option.paramLabel();
      if (FILE_LABELS.contains(label)
          && !option.longestName().equals(ConfigurationOptions.CONFIG)) {
        for (String value : option.originalStringValues()) {
          if (exists(value, folder)) {
            took.add(
                typedName(typed, option.longestName()) + " took '" + Printable.text(value) + "'");
          }
        }
      }
    }
    return took.isEmpty() ? "" : " (" + String.join(", ", took) + ")";
  }

  /** Whether a word is the name of something that is there, or of standard input. */
  static boolean exists(String word, Path folder) {
    try {
      return word.equals(Intake.STANDARD_INPUT) || Files.exists(folder.resolve(word));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The options of these names as they were typed, to be typed again. */
  static List<String> repeated(ParseResult typed, Set<String> names) {
    List<String> words = new ArrayList<>();
    // One is there for each time it was typed; its values are those of all.
    for (OptionSpec option : new LinkedHashSet<>(typed.matchedOptions())) {
      if (names.contains(option.longestName())) {
        for (String value : option.originalStringValues()) {
          words.add(option.longestName());
          words.add(value);
        }
      }
    }
    return words;
  }

  /** All words from an index on. */
  static List<String> words(ParseResult typed, int index) {
    List<String> words = new ArrayList<>();
    // One is there for each run of words that options part; its value is the words of all runs.
    for (PositionalParamSpec word : new LinkedHashSet<>(typed.matchedPositionals())) {
      if (word.index().min() >= index) {
        words.addAll(word.<List<String>>getValue());
      }
    }
    return words;
  }

  /**
   * The constant that was typed for an option.
   *
   * @param option the option
   * @param text the word that was typed
   * @param constants those that the option takes
   */
  static <E extends Enum<E>> E word(String option, String text, E[] constants) {
    List<String> words = new ArrayList<>();
    for (E constant : constants) {
      String word = SettingType.word(constant);
      if (word.equals(text)) {
        return constant;
      }
      words.add(word);
    }
    throw new RefusedException(
        new Problem(Place.of(option), ProblemCode.CLI_USAGE, noneOf(text, words)), ExitCode.USAGE);
  }

  /** What to say of a word that is none of some. */
  static String noneOf(String text, List<String> words) {
    return "'"
        + Printable.text(text)
        + "' is none of "
        + String.join(", ", words)
        + Spelling.nearestHint(text, words);
  }

  /** The first word that was typed where one of some is taken, and is none of them; or null. */
  static @Nullable PositionalParamSpec wrongChoice(ParseResult typed) {
    for (PositionalParamSpec word : typed.matchedPositionals()) {
      Iterable<String> words = word.completionCandidates();
      if (words != null) {
        String first = word.originalStringValues().get(0);
        boolean isOne = StreamSupport.stream(words.spliterator(), false).anyMatch(first::equals);
        return isOne ? null : word;
      }
    }
    return null;
  }

  /** Whether a command takes files to read. */
  static boolean takesFiles(CommandSpec spec) {
    return spec.positionalParameters().stream().anyMatch(p -> p.paramLabel().endsWith(FILE));
  }

  private static String[] rest(String[] names) {
    return List.of(names).subList(1, names.length).toArray(new String[0]);
  }
}
