package dev.correlator.app;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * An installed logic module, event handler or format: what stands behind a name in {@code use}.
 *
 * @param <T> which of them
 */
final class Plugin<T> {

  private final String name;
  private final String origin;
  private final boolean builtIn;
  private final ServiceLoader.Provider<T> provider;
  private final @Nullable SettingsSchema<?> settings;

  /**
   * Keeps what was found.
   *
   * @param name its name
   * @param origin the jar or folder it comes from
   * @param builtIn whether that is the program's own
   * @param provider makes instances
   * @param settings what it can be told, null for formats, which take no settings
   */
  Plugin(
      String name,
      String origin,
      boolean builtIn,
      ServiceLoader.Provider<T> provider,
      @Nullable SettingsSchema<?> settings) {
    this.name = name;
    this.origin = origin;
    this.builtIn = builtIn;
    this.provider = provider;
    this.settings = settings;
  }

  /** Its name. */
  String name() {
    return name;
  }

  /** The jar or folder it comes from. */
  String origin() {
    return origin;
  }

  /** Where it comes from, for people. */
  String originInWords() {
    return builtIn ? "built in" : origin;
  }

  /** Whether it is part of the program. */
  boolean isBuiltIn() {
    return builtIn;
  }

  /** Its class. */
  Class<? extends T> type() {
    return provider.type();
  }

  /** What it can be told. */
  SettingsSchema<?> settings() {
    if (settings == null) {
      throw new IllegalStateException(name + " takes no settings");
    }
    return settings;
  }

  /**
   * A new instance.
   *
   * @throws RefusedException if its constructor fails
   */
  T create() {
    try {
      return provider.get();
    } catch (ServiceConfigurationError | LinkageError | StackOverflowError | AssertionError e) {
      throw new RefusedException(
          new Problem(
              Place.of(origin),
              ProblemCode.PLG_NOT_LOADED,
              "'"
                  + name
                  + "', "
                  + provider.type().getName()
                  + ", cannot be constructed: "
                  + PluginFault.inWords(e)),
          ExitCode.USAGE);
    }
  }
}
