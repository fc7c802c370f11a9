package dev.correlator.app;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code correlator check}. */
final class CheckCommand implements Command {

  private final Surroundings surroundings;

  CheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandText.command(
            "check",
            "Checks configuration and logic, and starts nothing.",
            "Tells all mistakes at once, each with its place, and ends with exit code 2; or names"
                + " the formats that the file describes, and shows for each application the stages"
                + " of its logic and the events that it can raise.");
    spec.addPositional(
        CommandText.words(
            "0",
            "0..1",
            "APP[,APP]",
            "The applications whose logic and handlers are checked. Default: all. Names and"
                + " values of the file are checked whole."));
    ConfigurationOptions.addTo(spec);
    spec.addOption(CommandText.help());
    CommandText.examples(
        spec, "correlator check", "correlator check ssh-report --config site.yaml");
    return spec;
  }

  @Override
  public ExitCode execute(ParseResult typed) {
    ConfigurationOptions configuration = ConfigurationOptions.of(typed);
    LoadedConfiguration loaded = new LoadedConfiguration(surroundings, configuration);
    List<String> words = CommandText.words(typed, 0);
    Collection<String> chosen;
    if (words.isEmpty()) {
      chosen = loaded.applicationNames();
      loaded.installation().leftOut().forEach(loaded.problems()::add);
    } else {
      loaded.tellLeftOut();
      chosen = loaded.chosen(words.get(0));
    }
    Configuration effective = loaded.load(chosen);
    Map<Application, Logic> logics = new LinkedHashMap<>();
    for (Application application : effective.applications()) {
      logics.put(application, Logic.of(application, loaded.problems()));
      for (HandlerInstance handler : application.handlers()) {
        handler.setup(false); // constructed, and not opened
      }
    }
    loaded.problems().refuseIfAny();
    loaded.tell(configuration, effective);
    Set<String> formats = new TreeSet<>(loaded.installation().formats().keySet());
    effective.formats().forEach(f -> formats.add(f.name()));
    PrintWriter out = surroundings.out();
    for (FormatInstance described : effective.formats()) {
      out.println("format " + described.name() + ": right");
    }
    for (Map.Entry<Application, Logic> checked : logics.entrySet()) {
      out.println(checked.getKey().name() + ": right");
      for (String stage : Logic.stages(checked.getKey())) {
        out.println("  stage " + stage);
      }
      for (Class<?> event : checked.getValue().events()) {
        out.println("  event " + event.getSimpleName());
      }
      UnknownFormats.of(checked.getKey(), formats).forEach(note -> out.println("  NOTE  " + note));
    }
    return ExitCode.OK;
  }
}
