package dev.correlator.app;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code correlator check}. */
@Command(
    name = "check",
    header = "Checks configuration and logic, and starts nothing.",
    description =
        "Tells all mistakes at once, each with its place, and ends with exit code 2; or shows for"
            + " each application the stages of its logic and the events that it can raise.",
    footer = {
      "",
      "Examples:",
      "  correlator check",
      "  correlator check ssh-report --config site.yaml"
    })
final class CheckCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "APP[,APP]",
      arity = "0..1",
      description = "The applications to check. Default: all. The file is checked whole.")
  @Nullable String applications;

  @Mixin ConfigurationOptions configuration = new ConfigurationOptions();

  CheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    LoadedConfiguration loaded = new LoadedConfiguration(surroundings, configuration);
    Collection<String> chosen =
        applications == null ? loaded.applicationNames() : loaded.chosen(applications);
    Configuration effective = loaded.load(chosen);
    Map<Application, Logic> logics = new LinkedHashMap<>();
    for (Application application : effective.applications()) {
      logics.put(application, Logic.of(application, loaded.problems()));
      for (HandlerInstance handler : application.handlers()) {
        handler.setup(); // constructed, and not opened
      }
    }
    loaded.problems().refuseIfAny();
    loaded.tellFound(configuration);
    if (configuration.debug) {
      new EffectiveConfiguration(surroundings.err()).print(effective);
    }
    PrintWriter out = surroundings.out();
    for (Map.Entry<Application, Logic> checked : logics.entrySet()) {
      out.println(checked.getKey().name() + ": right");
      for (String stage : checked.getValue().stages()) {
        out.println("  stage " + stage);
      }
      for (Class<?> event : checked.getValue().events()) {
        out.println("  event " + event.getSimpleName());
      }
    }
    return ExitCode.OK.number();
  }
}
