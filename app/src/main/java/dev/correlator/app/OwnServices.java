package dev.correlator.app;

import dev.correlator.delivery.ConsoleHandler;
import dev.correlator.intake.Formats;
import dev.correlator.modules.OpenSsh;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;
import java.util.stream.Stream;

/**
 * Finds the program's own services in the jars that have some. The program's class loader would
 * open all of the libraries to look for more, a tenth of the time of a short run. Classes are those
 * of that loader. Safe for use by any thread; open until the process ends.
 */
final class OwnServices extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  /**
   * For the services of the program.
   *
   * @param program the loader of its classes
   */
  OwnServices(ClassLoader program) {
    super(jars(), program);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return findResources(name);
  }

  /** Those of the formats, the handlers and the modules. */
  private static URL[] jars() {
    return Stream.of(Formats.class, ConsoleHandler.class, OpenSsh.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .toArray(URL[]::new);
  }
}
