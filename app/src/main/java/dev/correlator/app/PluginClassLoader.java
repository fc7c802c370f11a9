package dev.correlator.app;

import java.net.URL;
import java.net.URLClassLoader;

/**
 * The classes of one plugin. It sees the JDK and {@code dev.correlator.api}, and nothing else of
 * the program, so that a plugin may bring whatever libraries it likes in whatever versions. Safe
 * for use by any thread; open until the process ends.
 */
final class PluginClassLoader extends URLClassLoader {

  private static final String SHARED = "dev.correlator.api.";

  private final ClassLoader program;

  static {
    registerAsParallelCapable();
  }

  /**
   * Makes the loader of a plugin.
   *
   * @param name the plugin's file or folder, for stack traces
   * @param jars where its classes are
   * @param program the loader that has the API
   */
  PluginClassLoader(String name, URL[] jars, ClassLoader program) {
    super(name, jars, ClassLoader.getPlatformClassLoader());
    this.program = program;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    // Also where the plugin has a copy of the API in its jar: two would not know each other.
    return name.startsWith(SHARED) ? program.loadClass(name) : super.loadClass(name, resolve);
  }
}
