package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** How helps are laid out. */
class HelpTextTest {

  private static String help(CommandSpec spec) {
    StringWriter text = new StringWriter();
    new HelpText(new PrintWriter(text, true)).print(spec);
    return text.toString();
  }

  @Test
  void lines_areBrokenBetweenWordsAlone_andNeverInExamples() {
    String example = "correlator brew " + "--with milk ".repeat(8) + "pot.log";
    CommandSpec spec =
        CommandText.command(
            "brew",
            "Brews.",
            "Takes leaves of any kind and water, 90% hot, as kettle.temperature_of_water_now=90 or"
                + " kettle.most=1l says.");
    spec.addPositional(CommandText.words("0..*", "1..*", "POT", "Where to brew."));
    spec.addOption(
        CommandText.value(
            "LEAVES",
            "Which leaves to take; whoever has none of the name that is told here looks at"
                + " kinds.of_dried_leaves.txt.",
            "-l",
            "--leaves"));
    spec.addOption(CommandText.flag("Is silent about it, whatever.", "--no-word-of-it-to-anyone"));
    spec.addOption(CommandText.help());
    CommandText.examples(spec, example);

    assertThat(help(spec))
        .isEqualTo(
            """
            Brews.
            Usage: brew [OPTIONS] POT...
            Takes leaves of any kind and water, 90% hot, as
            kettle.temperature_of_water_now=90 or kettle.most=1l says.
                  POT...                Where to brew.
              -l, --leaves=LEAVES       Which leaves to take; whoever has none of the name
                                        that is told here looks at
                                        kinds.of_dried_leaves.txt.
                  --no-word-of-it-to-anyone
                                        Is silent about it, whatever.
              -h, --help                Shows this help and ends.

            Examples:
              EXAMPLE
            """
                .replace("EXAMPLE", example));
  }

  @Test
  void commandsAndExitCodes_areTables() {
    CommandSpec spec = CommandText.command("tea", "Makes tea.");
    spec.addOption(CommandText.help());
    CommandLine line = new CommandLine(spec);
    line.addSubcommand("brew", CommandText.command("brew", "Brews."));
    line.addSubcommand("pour", CommandText.command("pour", "Pours."));
    spec.usageMessage().exitCodeList(Map.of("0", "Done."));

    assertThat(help(spec))
        .isEqualTo(
            """
            Makes tea.
            Usage: tea [--help] [--version] COMMAND
              -h, --help  Shows this help and ends.
            Commands:
              brew  Brews.
              pour  Pours.

            Exit codes:
              0  Done.
            """);
  }
}
