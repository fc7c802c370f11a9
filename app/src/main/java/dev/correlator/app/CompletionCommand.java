package dev.correlator.app;

import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code correlator completion}. */
final class CompletionCommand implements Command {

  private final Surroundings surroundings;

  CompletionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandText.command("completion", "Prints the completion script for bash and zsh.");
    spec.addOption(CommandText.help());
    CommandText.examples(
        spec,
        "source <(correlator completion)",
        "correlator completion > /etc/bash_completion.d/correlator");
    return spec;
  }

  @Override
  public ExitCode execute(ParseResult typed) {
    CommandSpec root = typed.commandSpec().root();
    surroundings.out().print(AutoComplete.bash(root.name(), root.commandLine()));
    return ExitCode.OK;
  }
}
