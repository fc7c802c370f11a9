package dev.correlator.app;

import dev.correlator.api.EventHandler;
import dev.correlator.api.LogicModule;
import dev.correlator.api.TrailerFinder;
import dev.correlator.app.ConfigNode.Entry;
import dev.correlator.app.ConfigNode.Mapping;
import dev.correlator.app.ConfigNode.Scalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes applications of what is installed, what the file says, and what the environment and the
 * command line say over it. The whole file is checked, whichever of its applications is wanted.
 * Used by one thread, once.
 */
final class ConfigurationStore {

  private static final List<String> ROOT_KEYS = List.of("system", "formats", "applications");
  private static final List<String> APPLICATION_KEYS =
      List.of("description", "inputs", "modules", "handlers");
  private static final List<String> MODULE_KEYS = List.of("use", "config");
  private static final List<String> HANDLER_KEYS = List.of("use", "on", "when", "config");

  private final Installation installation;
  private final @Nullable ConfigFile file;
  private final Assignments assignments;
  private final Secrets secrets;
  private final SettingsReader settings;
  private final SectionReader sections;
  private final Problems problems;
  private final List<FormatInstance> formats = new ArrayList<>();
  private final List<HandlerInterest.Unbound> unbound = new ArrayList<>();
  private final List<List<Problem>> leftOut = new ArrayList<>();

  /**
   * Keeps what to look at.
   *
   * @param installation what is installed
   * @param file what the file says, null where there is none
   * @param assignments what is said outside the file
   * @param secrets follows references to credentials
   * @param problems takes the mistakes
   */
  ConfigurationStore(
      Installation installation,
      @Nullable ConfigFile file,
      Assignments assignments,
      Secrets secrets,
      Problems problems) {
    this.installation = installation;
    this.file = file;
    this.assignments = assignments;
    this.secrets = secrets;
    this.settings = new SettingsReader(secrets, problems);
    this.sections = new SectionReader(problems);
    this.problems = problems;
  }

  /** The names of all applications there are, of the file and built in. */
  Set<String> applicationNames() {
    Set<String> names = new TreeSet<>(BuiltInApplications.names(installation));
    Mapping written = written();
    if (written != null) {
      for (Entry entry : written.entries()) {
        names.add(entry.key());
      }
    }
    return names;
  }

  /**
   * Makes the applications. All mistakes go to the problems; what is returned is complete where
   * there are none. An application with a mistake in its modules is returned without handlers.
   *
   * @param chosen the names of those that are wanted, each of {@link #applicationNames}
   */
  Configuration load(Collection<String> chosen) {
    if (file != null) {
      sections.checkKeys(file.root(), "the file", ROOT_KEYS);
    }
    Settings<SystemSettings> system = system();
    readFormats();
    List<Application> found = new ArrayList<>();
    Set<String> made = new TreeSet<>();
    Mapping written = written();
    if (written != null) {
      for (Entry entry : written.entries()) {
        made.add(entry.key());
        Application application = application(entry, chosen.contains(entry.key()));
        if (application != null) {
          found.add(application);
        }
      }
    }
    for (String name : chosen) {
      if (made.add(name)) {
        addBuiltIn(name, true, found);
      }
    }
    if (assignments.hasUnusedVariable()) {
      for (String name : BuiltInApplications.names(installation)) {
        if (made.add(name)) {
          addBuiltIn(name, false, new ArrayList<>());
        }
      }
    }
    assignments.refuseUnused(problems);
    List<Application> inOrder = new ArrayList<>();
    for (String name : chosen) {
      for (Application application : found) {
        if (application.name().equals(name)) {
          inOrder.add(application);
        }
      }
    }
    return new Configuration(system, formats, inOrder);
  }

  /**
   * Why chosen applications that need no file are not among those that were made, for each: the
   * module is a plugin's and refuses its own defaults, which nobody changed. Known once loaded.
   */
  List<List<Problem>> leftOut() {
    return leftOut;
  }

  /** What is still to be checked of applications that have mistakes; known once loaded. */
  List<HandlerInterest.Unbound> unbound() {
    return unbound;
  }

  private @Nullable Mapping written() {
    Entry entry = file == null ? null : file.root().entry("applications");
    return entry == null ? null : sections.mapping(entry, "'applications'");
  }

  private Settings<SystemSettings> system() {
    Entry entry = file == null ? null : file.root().entry("system");
    Settings<SystemSettings> system =
        settings.read(
            schema(SystemSettings.class),
            "system",
            entry == null ? Place.of("system") : entry.keyPlace(),
            entry == null ? null : sections.mapping(entry, "'system'"),
            assignments.ofSystem());
    return system == null ? defaults(SystemSettings.class) : system;
  }

  private void readFormats() {
    if (file == null) {
      return;
    }
    for (Entry entry : sections.entries(file.root(), "formats")) {
      String owner = "format '" + Printable.text(entry.key()) + "'";
      sections.checkName(entry, "a format");
      if (installation.formats().containsKey(entry.key())) {
        problems.add(
            entry.keyPlace(),
            ProblemCode.CFG_BAD_NAME,
            owner + " is installed already; take another name");
      }
      Mapping body = sections.mapping(entry, owner);
      Settings<FormatSettings> read =
          body == null
              ? null
              : settings.read(
                  schema(FormatSettings.class), owner, entry.keyPlace(), body, List.of());
      if (read != null) {
        formats.add(new FormatInstance(entry.key(), read, entry.keyPlace()));
      }
    }
  }

  private Set<String> formatNames() {
    Set<String> names = new TreeSet<>(installation.formats().keySet());
    formats.forEach(f -> names.add(f.name()));
    return names;
  }

  private void addBuiltIn(String name, boolean chosen, List<Application> found) {
    Plugin<LogicModule<?>> module = installation.modules().get(name);
    if (module == null) {
      throw new IllegalArgumentException("no application '" + name + "'");
    }
    List<Assignment> over = assignments.of(name, "modules." + name, chosen);
    boolean ofAuthor = over.isEmpty() && !module.isBuiltIn();
    Problems mistakes = ofAuthor ? new Problems() : problems;
    Settings<?> config =
        new SettingsReader(secrets, mistakes)
            .read(
                module.settings(),
                "module '" + name + "'",
                Place.of(ofAuthor ? module.origin() : "application " + name),
                null,
                over);
    if (chosen && ofAuthor && !mistakes.isEmpty()) {
      leftOut.add(mistakes.inOrder());
    }
    Settings<FilesInput> files = files(name, null, Place.DEFAULT, chosen);
    if (config != null && files != null) {
      found.add(
          new Application(
              name,
              BuiltInApplications.description(module),
              Place.DEFAULT,
              files,
              finder(files),
              List.of(new ModuleInstance(name, name, module, config, Place.DEFAULT)),
              List.of()));
    }
  }

  private @Nullable Application application(Entry entry, boolean chosen) {
    String name = entry.key();
    int before = problems.count();
    sections.checkName(entry, "an application");
    Mapping body = sections.mapping(entry, "application '" + Printable.text(name) + "'");
    if (body == null) {
      return null;
    }
    sections.checkKeys(body, "application '" + name + "'", APPLICATION_KEYS);
    Settings<FilesInput> files = inputs(name, body.entry("inputs"), chosen);
    int beforeModules = problems.count();
    Modules modules = modules(name, body, chosen);
    boolean modulesRight = problems.count() == beforeModules && !modules.made().isEmpty();
    List<HandlerInterest> interests = new ArrayList<>();
    List<HandlerInstance> handlers = handlers(name, body, chosen, interests);
    if (modules.made().isEmpty() && problems.count() == before) {
      problems.add(
          entry.keyPlace(),
          ProblemCode.CFG_MISSING,
          "application '" + name + "' has no modules; name at least one under 'modules:'");
    }
    String description = sections.text(body.entry("description"), "'description'");
    Settings<FilesInput> read = files == null ? defaults(FilesInput.class) : files;
    Application application =
        new Application(
            name,
            description == null ? "" : description,
            entry.keyPlace(),
            read,
            finder(read),
            modules.made(),
            modulesRight ? handlers : List.of()); // filters over half the events would be refused
    if (!modulesRight) {
      handlers.forEach(h -> interests.add(h.interest()));
    }
    if (chosen && !interests.isEmpty()) {
      boolean known = modules.complete() && !modules.made().isEmpty();
      unbound.add(new HandlerInterest.Unbound(application, known, interests));
    }
    return files == null ? null : application;
  }

  /**
   * The modules of an application.
   *
   * @param made those that were written, or probably meant
   * @param complete whether none is missing
   */
  private record Modules(List<ModuleInstance> made, boolean complete) {}

  private Modules modules(String application, Mapping body, boolean chosen) {
    List<ModuleInstance> modules = new ArrayList<>();
    boolean complete = true;
    for (Entry instance : sections.entries(body, "modules")) {
      String owner = "module '" + Printable.text(instance.key()) + "'";
      sections.checkName(instance, "a module");
      Mapping parts = sections.mapping(instance, owner);
      if (parts == null) {
        complete = false;
        continue;
      }
      sections.checkKeys(parts, owner, MODULE_KEYS);
      Plugin<LogicModule<?>> plugin = use(instance, parts, installation.modules(), "module");
      if (plugin == null) {
        complete = false;
        continue;
      }
      Settings<?> config =
          config(
              plugin.settings(),
              owner,
              instance,
              parts,
              assignments.of(application, "modules." + instance.key(), chosen));
      if (config == null) { // its events are known where its defaults will do
        config =
            new SettingsReader(secrets, new Problems())
                .read(plugin.settings(), owner, instance.keyPlace(), null, List.of());
      }
      if (config == null) {
        complete = false;
      } else {
        modules.add(
            new ModuleInstance(application, instance.key(), plugin, config, instance.keyPlace()));
      }
    }
    return new Modules(modules, complete);
  }

  /** The handlers; what those are interested in that cannot be made goes to the last argument. */
  private List<HandlerInstance> handlers(
      String application, Mapping body, boolean chosen, List<HandlerInterest> notMade) {
    List<HandlerInstance> handlers = new ArrayList<>();
    for (Entry instance : sections.entries(body, "handlers")) {
      String owner = "handler '" + Printable.text(instance.key()) + "'";
      sections.checkName(instance, "a handler");
      Mapping parts = sections.mapping(instance, owner);
      if (parts == null) {
        continue;
      }
      sections.checkKeys(parts, owner, HANDLER_KEYS);
      Plugin<EventHandler<?>> plugin = use(instance, parts, installation.handlers(), "handler");
      List<Scalar> on = sections.on(parts, owner);
      Scalar when = sections.scalar(parts.entry("when"), "'when' of " + owner);
      Settings<?> config =
          plugin == null
              ? null
              : config(
                  plugin.settings(),
                  owner,
                  instance,
                  parts,
                  assignments.of(application, "handlers." + instance.key(), chosen));
      if (plugin == null || config == null) {
        notMade.add(new HandlerInterest(instance.key(), on, when));
      } else {
        handlers.add(
            new HandlerInstance(
                instance.key(), plugin, config, instance.keyPlace(), on, when, Set.of(), null));
      }
    }
    return handlers;
  }

  private @Nullable Settings<FilesInput> inputs(
      String application, @Nullable Entry inputs, boolean chosen) {
    Mapping files = null;
    Place place = inputs == null ? Place.DEFAULT : inputs.keyPlace();
    Mapping named = inputs == null ? null : sections.mapping(inputs, "'inputs'");
    if (named != null) {
      for (Entry input : named.entries()) {
        if (input.key().equals("files")) {
          files = sections.mapping(input, "input 'files'");
          place = input.keyPlace();
        } else {
          problems.add(
              input.keyPlace(),
              ProblemCode.CFG_NOT_READ,
              "input '"
                  + Printable.text(input.key())
                  + "' is read by nothing in this version; under 'inputs:' it takes 'files:', how"
                  + " the files of the command line are read; remove it");
        }
      }
    }
    return files(application, files, place, chosen);
  }

  private @Nullable Settings<FilesInput> files(
      String application, @Nullable Mapping written, Place place, boolean chosen) {
    Settings<FilesInput> files =
        settings.read(
            schema(FilesInput.class),
            "input 'files'",
            place,
            written,
            assignments.of(application, "inputs.files", chosen));
    if (files == null) {
      return null;
    }
    String format = files.record().format();
    Set<String> names = formatNames();
    if (!format.equals(FilesInput.AUTO) && !names.contains(format)) {
      names.add(FilesInput.AUTO);
      problems.add(
          files.value("format").from(),
          ProblemCode.CFG_UNKNOWN_NAME,
          "'"
              + Printable.text(format)
              + "' is no format"
              + Spelling.hint(format, names, "formats"));
      return null;
    }
    String finder = files.record().trailerFinder();
    if (!finder.isEmpty() && finder(files) == null) {
      problems.add(
          files.value("trailer_finder").from(),
          ProblemCode.CFG_UNKNOWN_NAME,
          "'"
              + Printable.text(finder)
              + "' is no installed finder of trailers"
              + Spelling.hint(finder, installation.trailerFinders().keySet(), "finders"));
      return null;
    }
    return files;
  }

  private @Nullable Plugin<TrailerFinder> finder(Settings<FilesInput> files) {
    return installation.trailerFinders().get(files.record().trailerFinder());
  }

  /** What an instance is; for a misspelt name what was probably meant, to tell all mistakes. */
  private <T> @Nullable Plugin<T> use(
      Entry instance, Mapping parts, Map<String, Plugin<T>> installed, String kind) {
    Entry use = parts.entry("use");
    if (use == null) {
      problems.add(
          instance.keyPlace(),
          ProblemCode.CFG_MISSING,
          kind
              + " '"
              + Printable.text(instance.key())
              + "' has no 'use'; name the "
              + kind
              + " that it is, as 'use: "
              + (installed.isEmpty() ? "NAME" : installed.keySet().iterator().next())
              + "'");
      return null;
    }
    String name = sections.text(use, "'use'");
    if (name == null) {
      return null;
    }
    Plugin<T> plugin = installed.get(name);
    if (plugin == null) {
      problems.add(
          use.value().place(),
          ProblemCode.CFG_UNKNOWN_NAME,
          "'"
              + Printable.text(name)
              + "' is no installed "
              + kind
              + Spelling.hint(name, installed.keySet(), kind + "s"));
      String meant = Spelling.nearest(name, installed.keySet());
      return meant == null ? null : installed.get(meant);
    }
    return plugin;
  }

  private <C extends Record> @Nullable Settings<C> config(
      SettingsSchema<C> schema,
      String owner,
      Entry instance,
      Mapping parts,
      List<Assignment> over) {
    Entry config = parts.entry("config");
    return settings.read(
        schema,
        owner,
        config == null ? instance.keyPlace() : config.keyPlace(),
        config == null ? null : sections.mapping(config, "'config' of " + owner),
        over);
  }

  /** The schema of a record of our own, which has no mistakes. */
  static <C extends Record> SettingsSchema<C> schema(Class<C> record) {
    Problems mistakes = new Problems();
    SettingsSchema<C> schema = SettingsSchema.of(record, Place.of(record.getName()), mistakes);
    if (schema == null) {
      throw new IllegalStateException(mistakes.inOrder().toString());
    }
    return schema;
  }

  private <C extends Record> Settings<C> defaults(Class<C> record) {
    Settings<C> defaults =
        settings.read(schema(record), record.getName(), Place.DEFAULT, null, List.of());
    if (defaults == null) {
      throw new IllegalStateException(record.getName() + " has a setting without default");
    }
    return defaults;
  }
}
