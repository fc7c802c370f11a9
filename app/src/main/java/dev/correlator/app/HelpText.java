package dev.correlator.app;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The help of commands, in lines that every terminal has room for. They are broken between words
 * alone: picocli breaks behind dots too, as in {@code openssh.login_failure_limit} and {@code .gz}.
 */
final class HelpText {

  /** What is usual where nobody made a window larger. */
  static final int COLUMNS = 80;

  /** Where what is said of a name begins at the latest; longer names have a line of their own. */
  private static final int SAID_COLUMN = 28;

  private final PrintWriter out;

  HelpText(PrintWriter out) {
    this.out = out;
  }

  /** Prints the help of a command. */
  void print(CommandSpec spec) {
    UsageMessageSpec said = spec.usageMessage();
    fill("", 0, String.join(" ", said.header()));
    out.println("Usage: " + synopsis(spec));
    for (String paragraph : said.description()) {
      fill("", 0, paragraph);
    }
    Map<String, String> words = new LinkedHashMap<>();
    for (PositionalParamSpec word : spec.positionalParameters()) {
      words.put("      " + label(word), String.join(" ", word.description()));
    }
    for (OptionSpec option : spec.options()) {
      words.put(names(option), String.join(" ", option.description()));
    }
    table(words);
    if (!spec.subcommands().isEmpty()) {
      out.println("Commands:");
      Map<String, String> commands = new LinkedHashMap<>();
      for (CommandLine command : spec.subcommands().values()) {
        CommandSpec of = command.getCommandSpec();
        commands.put("  " + of.name(), String.join(" ", of.usageMessage().header()));
      }
      table(commands);
    }
    if (!said.exitCodeList().isEmpty()) {
      out.println();
      out.println("Exit codes:");
      Map<String, String> codes = new LinkedHashMap<>();
      said.exitCodeList().forEach((code, sentence) -> codes.put("  " + code, sentence));
      table(codes);
    }
    Arrays.stream(said.footer()).forEach(out::println); // commands, to be copied as they are
  }

  /** How a command is typed, in short. */
  static String synopsis(CommandSpec spec) {
    if (!spec.subcommands().isEmpty()) {
      return spec.qualifiedName() + " [--help] [--version] COMMAND";
    }
    StringBuilder words = new StringBuilder(spec.qualifiedName()).append(" [OPTIONS]");
    for (PositionalParamSpec word : spec.positionalParameters()) {
      words.append(' ').append(label(word));
    }
    return words.toString();
  }

  private static String label(PositionalParamSpec word) {
    String label = word.paramLabel() + (word.arity().max() > 1 ? "..." : "");
    return word.arity().min() == 0 ? "[" + label + "]" : label;
  }

  /** Long names stand below each other, whether there are short ones or not. */
  private static String names(OptionSpec option) {
    return (option.names()[0].startsWith("--") ? "      " : "  ")
        + String.join(", ", option.names())
        + (option.arity().max() == 0 ? "" : "=" + option.paramLabel());
  }

  private void table(Map<String, String> rows) {
    int longest = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    int column = Math.min(SAID_COLUMN, longest + 2);
    rows.forEach((name, said) -> fill(name, column, said));
  }

  /** Prints words from a column on, behind what stands in front of them on the first line. */
  private void fill(String front, int column, String words) {
    StringBuilder line = new StringBuilder(front);
    if (front.length() > 0 && front.length() >= column) {
      out.println(line);
      line.setLength(0);
    }
    boolean begins = true;
    for (String word : words.split(" ", -1)) {
      if (!begins && line.length() + 1 + word.length() > COLUMNS) {
        out.println(line);
        line.setLength(0);
        begins = true;
      }
      line.append(" ".repeat(begins ? column - line.length() : 1)).append(word);
      begins = false;
    }
    out.println(line);
  }
}
