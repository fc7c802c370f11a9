package dev.correlator.app;

import dev.correlator.api.RecordFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the options of a command lead to: what is installed, and the file that was read. The step
 * between the command line and the store.
 */
final class LoadedConfiguration {

  /** The file that is taken without being asked for. */
  private static final String FOUND = "correlator.yaml";

  /** The variables that stand for options. */
  private static final String CONFIG_VARIABLE = Assignments.PREFIX + "CONFIG";

  private static final String PLUGINS_VARIABLE = Assignments.PREFIX + "PLUGINS";

  private final Surroundings surroundings;
  private final Problems problems = new Problems();
  private final Assignments assignments = new Assignments();
  private final Installation installation;
  private final @Nullable ConfigFile file;
  private final ConfigurationStore store;

  /**
   * Reads what there is.
   *
   * @throws RefusedException if two plugins have the same name
   */
  LoadedConfiguration(Surroundings surroundings, ConfigurationOptions options) {
    this.surroundings = surroundings;
    installation = Installation.find(surroundings.program(), plugins(options));
    file = file(options);
    assignments.addEnvironment(surroundings.environment());
    for (String set : options.set()) {
      assignments.addSet(set, problems);
    }
    store =
        new ConfigurationStore(
            installation,
            file,
            assignments,
            new Secrets(surroundings.environment(), fileFolder()),
            problems);
  }

  /** What is installed. */
  Installation installation() {
    return installation;
  }

  /** Takes more values of the command line. */
  Assignments assignments() {
    return assignments;
  }

  /** Takes mistakes. */
  Problems problems() {
    return problems;
  }

  /** The names of all applications. */
  Set<String> applicationNames() {
    return store.applicationNames();
  }

  /** The names of the applications that need no file. */
  Set<String> builtInNames() {
    return BuiltInApplications.names(installation);
  }

  /** The name of one of them, which is not a plugin's: a list of one, as it is loaded. */
  List<String> anyOwnName() {
    return installation.modules().values().stream()
        .filter(Plugin::isBuiltIn)
        .map(Plugin::name)
        .limit(1)
        .toList();
  }

  /**
   * The names in a comma separated list.
   *
   * @return the names; what is none went to the problems
   */
  List<String> chosen(String list) {
    List<String> chosen = new ArrayList<>();
    Set<String> names = new TreeSet<>(applicationNames());
    for (String part : list.split(",", -1)) {
      String name = part.strip();
      if (!names.contains(name)) {
        problems.add(
            Place.of("command line"),
            ProblemCode.CLI_UNKNOWN_NAME,
            "'"
                + Printable.text(name)
                + "' is no application"
                + Spelling.hint(name, names, "applications"));
      } else if (!chosen.contains(name)) {
        chosen.add(name);
      }
    }
    return chosen;
  }

  /**
   * Makes the applications, with what their handlers are given.
   *
   * @param chosen the names of those that are wanted
   * @throws RefusedException that tells all mistakes
   */
  Configuration load(Collection<String> chosen) {
    return load(chosen, mistakes -> mistakes.forEach(problems::add));
  }

  private Configuration load(Collection<String> chosen, Consumer<List<Problem>> leftOut) {
    Configuration configuration = store.load(chosen);
    store.leftOut().forEach(leftOut);
    HandlerBinding binding = new HandlerBinding(problems);
    List<Application> bound = new ArrayList<>();
    for (Application application : configuration.applications()) {
      bound.add(binding.bind(application));
    }
    store.unbound().forEach(binding::check);
    problems.refuseIfAny();
    return new Configuration(configuration.system(), configuration.formats(), bound);
  }

  /** The same for what a command line names; where it names none, as {@link #loadRight}. */
  Configuration load(Arguments named) {
    if (named.chosen()) {
      return load(named.applications());
    }
    List<List<Problem>> broken = new ArrayList<>();
    Configuration right = loadRight(named.applications(), broken);
    if (right.applications().isEmpty()) { // what would be left to do?
      broken.forEach(mistakes -> mistakes.forEach(problems::add));
      problems.refuseIfAny();
    }
    broken.forEach(mistakes -> LeftOutPlugins.tell(mistakes, surroundings.err()));
    return right;
  }

  /**
   * The same without the applications whose module is a plugin's and cannot be used: its class, its
   * defaults or its description has a mistake.
   *
   * @param broken takes their mistakes, those of an application together
   */
  Configuration loadRight(Collection<String> chosen, List<List<Problem>> broken) {
    Configuration all = load(chosen, broken::add);
    List<Application> right = new ArrayList<>();
    for (Application application : all.applications()) {
      List<Problem> mistakes = LeftOutPlugins.mistakes(application);
      if (mistakes.isEmpty()) {
        right.add(application);
      } else {
        broken.add(mistakes);
      }
    }
    return all.withApplications(right);
  }

  /**
   * The formats there are: those that are installed, and those that the file describes. Those of
   * plugins that cannot be made are left out, and that is told, unless an application names them.
   */
  List<Plugin<RecordFormat>> formats(Configuration configuration) {
    Set<String> named = new TreeSet<>();
    configuration.applications().forEach(a -> named.add(a.files().record().format()));
    List<Plugin<RecordFormat>> formats = new ArrayList<>();
    for (Plugin<RecordFormat> format : installation.formats().values()) {
      if (format.isBuiltIn() || named.contains(format.name()) || canBeMade(format)) {
        formats.add(format);
      }
    }
    configuration.formats().forEach(f -> formats.add(f.plugin()));
    return formats;
  }

  private boolean canBeMade(Plugin<RecordFormat> format) {
    try {
      format.create();
      return true;
    } catch (RefusedException e) {
      LeftOutPlugins.tell(e.problems(), surroundings.err());
      return false;
    }
  }

  /** Tells the user which plugins, or parts of them, are left out because they cannot be used. */
  void tellLeftOut() {
    installation.leftOut().forEach(p -> LeftOutPlugins.tell(List.of(p), surroundings.err()));
  }

  /** The folder that handlers' relative paths are resolved against. */
  Path directory(Configuration configuration) {
    SettingValue value = configuration.system().value("data_dir");
    Path folder = configuration.system().record().dataDir();
    boolean inFile = file != null && value.from().line() > 0;
    return (inFile ? fileFolder() : surroundings.folder()).resolve(folder);
  }

  /** Tells the user of the file that was taken without being asked for. */
  void tellFound(ConfigurationOptions options) {
    if (file != null && asked(options) == null) {
      surroundings
          .err()
          .println(
              "configuration: " + FOUND + " of the current folder (--config FILE for another)");
    }
  }

  /** Tells the user of that, and of the whole configuration where that is wanted. */
  void tell(ConfigurationOptions options, Configuration effective) {
    tellFound(options);
    if (options.debug()) {
      new EffectiveConfiguration(surroundings.err()).print(effective);
    }
  }

  private Path fileFolder() {
    Path parent = file == null ? null : file.path().getParent();
    return parent == null ? surroundings.folder() : parent;
  }

  private @Nullable ConfigFile file(ConfigurationOptions options) {
    String asked = asked(options);
    Path path = surroundings.folder().resolve(asked == null ? FOUND : asked);
    if (asked == null && !Files.exists(path)) {
      return null;
    }
    return ConfigFile.read(path, asked == null ? FOUND : asked, problems);
  }

  private @Nullable String asked(ConfigurationOptions options) {
    return options.config() != null
        ? options.config()
        : surroundings.environment().get(CONFIG_VARIABLE);
  }

  private @Nullable Path plugins(ConfigurationOptions options) {
    String asked =
        options.plugins() != null
            ? options.plugins()
            : surroundings.environment().get(PLUGINS_VARIABLE);
    if (asked != null) {
      Path folder = surroundings.folder().resolve(asked);
      if (!Files.isDirectory(folder)) {
        problems.add(
            Place.of("--plugins " + Printable.text(asked)),
            ProblemCode.CLI_USAGE,
            "there is no such folder");
      }
      return folder;
    }
    return surroundings.home() == null ? null : surroundings.home().resolve("plugins");
  }
}
