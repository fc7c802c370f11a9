package dev.correlator.app;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code correlator completion}. */
@Command(
    name = "completion",
    header = "Prints the completion script for bash and zsh.",
    footer = {
      "",
      "Examples:",
      "  source <(correlator completion)",
      "  correlator completion > /etc/bash_completion.d/correlator"
    })
final class CompletionCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();

  CompletionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    surroundings.out().print(AutoComplete.bash("correlator", spec.root().commandLine()));
    return ExitCode.OK.number();
  }
}
