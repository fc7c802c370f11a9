package dev.correlator.bench;

import static java.util.Objects.requireNonNull;

import dev.correlator.api.LogicModule;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The example's plugin: built from its sources, and found as any plugin is. */
final class OrderWorkloadPlugin implements Closeable {

  private final URLClassLoader loader;
  private final LogicModule<?> module;

  @SuppressWarnings("unchecked") // a provider of the raw type is one of some configuration
  private OrderWorkloadPlugin(URLClassLoader loader) {
    this.loader = loader;
    module =
        ServiceLoader.load((Class<LogicModule<?>>) (Class<?>) LogicModule.class, loader).stream()
            .filter(p -> loader.equals(p.type().getClassLoader()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the plugin offers no logic module"))
            .get();
  }

  /** The logic module that it offers. */
  LogicModule<?> module() {
    return module;
  }

  /**
   * Opens a plugin.
   *
   * @param jar as it would lie in the plugins' folder
   */
  static OrderWorkloadPlugin open(Path jar) throws IOException {
    return new OrderWorkloadPlugin(
        new URLClassLoader(
            new URL[] {jar.toUri().toURL()}, OrderWorkloadPlugin.class.getClassLoader()));
  }

  /** The example's folder, in the checkout that this is run in. */
  static Path example() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("examples/orders/pom.xml"))) {
      folder = requireNonNull(folder.getParent(), "examples/orders is not above this folder");
    }
    return folder.resolve("examples/orders");
  }

  /** Builds the example's jar as its project does: compiled sources, and resources as they are. */
  static Path build(Path project, Path jar) throws IOException {
    Path classes = Files.createTempDirectory("orders-classes");
    compile(classes, project.resolve("src/main/java"));
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      add(classes, out);
      add(project.resolve("src/main/resources"), out);
    }
    return jar;
  }

  private static void add(Path folder, JarOutputStream out) throws IOException {
    for (Path file : files(folder)) {
      out.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
      Files.copy(file, out);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Compiles all that is in some folders, with the class path of this program. */
  static void compile(Path classes, Path... sources) throws IOException {
    JavaCompiler compiler =
        requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed, not a run-time");
    StringWriter told = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
      List<Path> all = new ArrayList<>();
      for (Path folder : sources) {
        all.addAll(files(folder));
      }
      var units = manager.getJavaFileObjectsFromPaths(all);
      if (!compiler.getTask(told, manager, null, options, null, units).call()) {
        throw new IOException(told.toString());
      }
    }
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
