package dev.correlator.app;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code correlator apps}. */
final class AppsCommand implements Command {

  private final Surroundings surroundings;

  AppsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandText.command(
            "apps",
            "Lists the applications that there are.",
            "Each with what it is for, its modules and handlers, and where it is written; then what"
                + " is installed.");
    ConfigurationOptions.addTo(spec);
    spec.addOption(CommandText.help());
    CommandText.examples(
        spec, "correlator apps", "correlator apps --config site.yaml --plugins ./plugins");
    return spec;
  }

  @Override
  public ExitCode execute(ParseResult typed) {
    ConfigurationOptions configuration = ConfigurationOptions.of(typed);
    LoadedConfiguration loaded = new LoadedConfiguration(surroundings, configuration);
    Configuration effective = loaded.load(loaded.applicationNames());
    loaded.tell(configuration, effective);
    PrintWriter out = surroundings.out();
    for (Application application : effective.applications()) {
      out.println(
          application.name()
              + (application.isBuiltIn() ? " (built in)" : " (" + application.place() + ")"));
      if (!application.description().isEmpty()) {
        out.println("  " + Printable.text(application.description()));
      }
      StringBuilder modules = new StringBuilder();
      for (ModuleInstance module : application.modules()) {
        append(modules, module.name(), module.plugin().name());
      }
      out.println("  modules: " + modules);
      StringBuilder handlers = new StringBuilder();
      for (HandlerInstance handler : application.handlers()) {
        append(handlers, handler.name(), handler.plugin().name());
      }
      out.println("  handlers: " + (handlers.isEmpty() ? "none; the report tells all" : handlers));
    }
    out.println("installed");
    out.println("  modules: " + String.join(", ", loaded.installation().modules().keySet()));
    out.println("  handlers: " + String.join(", ", loaded.installation().handlers().keySet()));
    out.println("  formats: " + String.join(", ", loaded.installation().formats().keySet()));
    return ExitCode.OK;
  }

  private static void append(StringBuilder names, String name, String plugin) {
    names.append(names.isEmpty() ? "" : ", ").append(name);
    if (!name.equals(plugin)) {
      names.append(" (").append(plugin).append(')');
    }
  }
}
