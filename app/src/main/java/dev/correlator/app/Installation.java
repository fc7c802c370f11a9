package dev.correlator.app;

import dev.correlator.api.EventHandler;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.TrailerFinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is installed: the logic modules, event handlers, formats and finders of trailers of the
 * class path and of the plugins' folder, by name. Immutable; instances are made when they are asked
 * for.
 *
 * <p>A plugin is a jar in the folder, or a folder of jars in it. Each has a class loader of its
 * own.
 */
final class Installation {

  private static final String SERVICES = "META-INF/services/";

  private final SortedMap<String, Plugin<LogicModule<?>>> modules;
  private final SortedMap<String, Plugin<EventHandler<?>>> handlers;
  private final SortedMap<String, Plugin<RecordFormat>> formats;
  private final SortedMap<String, Plugin<TrailerFinder>> trailerFinders;
  private final List<Problem> leftOut;

  private Installation(Discovery found, Problems leftOut) {
    modules = new TreeMap<>(found.modules);
    handlers = new TreeMap<>(found.handlers);
    formats = new TreeMap<>(found.formats);
    trailerFinders = new TreeMap<>(found.trailerFinders);
    this.leftOut = leftOut.inOrder();
  }

  /**
   * Looks what there is. What cannot be used of a plugin is left out: see {@link #leftOut}.
   *
   * @param program the loader of the program's own classes
   * @param plugins the plugins' folder, null or absent: none
   * @throws RefusedException if two have the same name: which is meant cannot be known
   */
  static Installation find(ClassLoader program, @Nullable Path plugins) {
    Problems problems = new Problems();
    Problems leftOut = new Problems();
    Discovery discovery = new Discovery(problems, leftOut);
    discovery.look(program, null);
    if (plugins != null && Files.isDirectory(plugins)) {
      for (Path plugin : entries(plugins)) {
        List<Path> jars = jars(plugin);
        if (!jars.isEmpty() && areJars(jars, leftOut)) {
          int before = discovery.count() + problems.count() + leftOut.count();
          ClassLoader loader =
              new PluginClassLoader(plugin.getFileName().toString(), urls(jars), program);
          discovery.look(loader, plugin);
          if (discovery.count() + problems.count() + leftOut.count() == before) {
            leftOut.add(Place.of(plugin.toString()), ProblemCode.PLG_EMPTY, offersNothing(jars));
          }
        }
      }
    }
    problems.refuseIfAny();
    return new Installation(discovery, leftOut);
  }

  /** Why something of a plugin is not among what is installed; empty where all is. */
  List<Problem> leftOut() {
    return leftOut;
  }

  /** The logic modules by name. */
  SortedMap<String, Plugin<LogicModule<?>>> modules() {
    return modules;
  }

  /** The event handlers by name. */
  SortedMap<String, Plugin<EventHandler<?>>> handlers() {
    return handlers;
  }

  /** The formats by name. */
  SortedMap<String, Plugin<RecordFormat>> formats() {
    return formats;
  }

  /** The finders of trailers by name. */
  SortedMap<String, Plugin<TrailerFinder>> trailerFinders() {
    return trailerFinders;
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> jars(Path plugin) {
    List<Path> files = Files.isDirectory(plugin) ? entries(plugin) : List.of(plugin);
    return files.stream().filter(f -> f.toString().endsWith(".jar")).toList();
  }

  private static URL[] urls(List<Path> jars) {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      try {
        urls[i] = jars.get(i).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new UncheckedIOException(e);
      }
    }
    return urls;
  }

  /** A class loader takes what is no jar for one without content. */
  private static boolean areJars(List<Path> jars, Problems problems) {
    int before = problems.count();
    for (Path jar : jars) {
      try (JarFile opened = new JarFile(jar.toFile())) {
        opened.size();
      } catch (IOException e) {
        problems.add(
            Place.of(jar.toString()),
            ProblemCode.PLG_NOT_LOADED,
            "is no jar, or a damaged one: " + e.getMessage());
      }
    }
    return problems.count() == before;
  }

  private static String offersNothing(List<Path> jars) {
    List<String> services = new ArrayList<>();
    for (Path jar : jars) {
      try (JarFile opened = new JarFile(jar.toFile())) {
        opened.stream()
            .map(JarEntry::getName)
            .filter(n -> n.startsWith(SERVICES) && n.length() > SERVICES.length())
            .forEach(services::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    String has =
        services.isEmpty() ? "" : "; what it has is " + Printable.line(String.join(", ", services));
    return "the plugin offers nothing: its classes are to be named in "
        + SERVICES
        + LogicModule.class.getName()
        + ", or "
        + Stream.of(EventHandler.class, RecordFormat.class, TrailerFinder.class)
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", "))
        + has
        + ". A plugin and its libraries stand in a folder of their own; what is no plugin is to be"
        + " taken away";
  }

  /** Collects what loaders offer. */
  private static final class Discovery {

    private final Map<String, Plugin<LogicModule<?>>> modules = new TreeMap<>();
    private final Map<String, Plugin<EventHandler<?>>> handlers = new TreeMap<>();
    private final Map<String, Plugin<RecordFormat>> formats = new TreeMap<>();
    private final Map<String, Plugin<TrailerFinder>> trailerFinders = new TreeMap<>();
    private final Problems problems;
    private final Problems leftOut;

    /**
     * Has found nothing yet.
     *
     * @param problems takes what nothing can be started with
     * @param leftOut takes why something of a plugin is left out
     */
    Discovery(Problems problems, Problems leftOut) {
      this.problems = problems;
      this.leftOut = leftOut;
    }

    /** Where mistakes go: what is wrong with the program itself is no plugin's. */
    private Problems mistakes(@Nullable Path plugin) {
      return plugin == null ? problems : leftOut;
    }

    int count() {
      return modules.size() + handlers.size() + formats.size() + trailerFinders.size();
    }

    @SuppressWarnings("unchecked") // a provider of the raw type is one of some configuration
    void look(ClassLoader loader, @Nullable Path plugin) {
      look((Class<LogicModule<?>>) (Class<?>) LogicModule.class, loader, plugin, modules);
      look((Class<EventHandler<?>>) (Class<?>) EventHandler.class, loader, plugin, handlers);
      look(RecordFormat.class, loader, plugin, formats);
      look(TrailerFinder.class, loader, plugin, trailerFinders);
    }

    private <T> void look(
        Class<T> service, ClassLoader loader, @Nullable Path file, Map<String, Plugin<T>> found) {
      Iterator<ServiceLoader.Provider<T>> providers =
          ServiceLoader.load(service, loader).stream().iterator();
      String lastMistake = "";
      while (true) {
        ServiceLoader.Provider<T> provider;
        try {
          if (!providers.hasNext()) {
            return;
          }
          provider = providers.next();
          add(service, provider, file, found);
        } catch (ServiceConfigurationError | LinkageError e) {
          if (lastMistake.equals(e.getMessage())) {
            return; // the loader does not get past it
          }
          lastMistake = String.valueOf(e.getMessage());
          mistakes(file)
              .add(
                  Place.of(file == null ? "class path" : file.toString()),
                  ProblemCode.PLG_NOT_LOADED,
                  PluginFault.inWords(e));
        }
      }
    }

    private <T> void add(
        Class<T> service,
        ServiceLoader.Provider<T> provider,
        @Nullable Path file,
        Map<String, Plugin<T>> found) {
      Class<? extends T> type = provider.type();
      String origin = origin(type, file);
      Place place = Place.of(origin);
      Named named = type.getAnnotation(Named.class);
      if (named == null || !Names.isName(named.value())) {
        mistakes(file)
            .add(
                place,
                ProblemCode.PLG_BAD_PROVIDER,
                type.getName()
                    + (named == null ? " lacks @Named" : " is named '" + named.value() + "'")
                    + "; a name is "
                    + Names.FORM_WORDS);
        return;
      }
      SettingsSchema<?> settings = null;
      if (service != RecordFormat.class && service != TrailerFinder.class) {
        Class<? extends Record> record = ConfigurationRecord.of(type, service);
        if (record == null) {
          mistakes(file)
              .add(
                  place,
                  ProblemCode.PLG_BAD_PROVIDER,
                  type.getName()
                      + " does not say its configuration record; write implements "
                      + service.getSimpleName()
                      + "<Config>, Config being a record");
          return;
        }
        settings = SettingsSchema.of(record, place, mistakes(file));
        if (settings == null) {
          return;
        }
      }
      Plugin<T> plugin = new Plugin<>(named.value(), origin, file == null, provider, settings);
      Plugin<T> other = found.putIfAbsent(plugin.name(), plugin);
      if (other != null) {
        problems.add(
            place,
            ProblemCode.PLG_TWO_OF_ONE_NAME,
            "'"
                + plugin.name()
                + "' is both "
                + other.type().getName()
                + " of "
                + other.origin()
                + " and "
                + type.getName()
                + " of "
                + origin
                + "; take one of them away");
      }
    }

    private static String origin(Class<?> type, @Nullable Path plugin) {
      if (plugin != null) {
        return plugin.toString();
      }
      CodeSource source = type.getProtectionDomain().getCodeSource();
      if (source == null) {
        return "class path";
      }
      try {
        return Path.of(source.getLocation().toURI()).toString();
      } catch (URISyntaxException e) {
        return source.getLocation().toString();
      }
    }
  }
}
