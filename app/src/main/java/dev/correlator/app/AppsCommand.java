package dev.correlator.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
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
                + " is installed, and where each comes from. Applications whose plugins"
                + " cannot be used are left out; why is told behind it, and the exit code is 2.");
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
    List<List<Problem>> broken = new ArrayList<>();
    Configuration effective = loaded.loadRight(loaded.applicationNames(), broken);
    loaded.tell(configuration, effective);
    PrintWriter out = surroundings.out();
    for (Application application : effective.applications()) {
      out.println(application.name() + " (" + origin(application) + ")");
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
    installed(loaded.installation(), out);
    out.flush();
    List<Problem> mistakes = new ArrayList<>(loaded.installation().leftOut());
    broken.forEach(mistakes::addAll);
    mistakes.forEach(surroundings.err()::println);
    return mistakes.isEmpty() ? ExitCode.OK : ExitCode.USAGE;
  }

  /** Where it is written; what needs no file comes with its module. */
  private static String origin(Application application) {
    if (!application.isBuiltIn()) {
      return application.place().toString();
    }
    Plugin<?> module = application.modules().get(0).plugin();
    return module.isBuiltIn() ? "built in" : "plugin " + module.origin();
  }

  /** All that is installed, each with where it comes from. */
  private static void installed(Installation installation, PrintWriter out) {
    int width = 0;
    for (PluginKind kind : PluginKind.values()) {
      for (String name : kind.of(installation).keySet()) {
        width = Math.max(width, name.length());
      }
    }
    String row = "  %-8s  %-" + Math.max(width, 1) + "s  %s%n";
    for (PluginKind kind : PluginKind.values()) {
      for (Plugin<?> plugin : kind.of(installation).values()) {
        out.printf(row, kind.word(), plugin.name(), plugin.originInWords());
      }
    }
    for (Plugin<?> finder : installation.trailerFinders().values()) {
      out.printf(row, "trailer", finder.name(), finder.originInWords());
    }
  }

  private static void append(StringBuilder names, String name, String plugin) {
    names.append(names.isEmpty() ? "" : ", ").append(name);
    if (!name.equals(plugin)) {
      names.append(" (").append(plugin).append(')');
    }
  }
}
