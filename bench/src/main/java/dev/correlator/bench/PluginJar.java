package dev.correlator.bench;

import dev.correlator.api.LogicModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Makes a plugin of a logic module of the benchmarks. */
final class PluginJar {

  private PluginJar() {}

  /** Writes a jar with the module, and the classes that it needs. */
  static void write(Path jar, Class<? extends LogicModule<?>> module, Class<?>... others)
      throws IOException {
    Files.createDirectories(jar.toAbsolutePath().getParent());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("META-INF/services/" + LogicModule.class.getName()));
      out.write(module.getName().getBytes(StandardCharsets.UTF_8));
      add(out, module);
      for (Class<?> other : others) {
        add(out, other);
      }
    }
  }

  private static void add(JarOutputStream out, Class<?> type) throws IOException {
    String entry = type.getName().replace('.', '/') + ".class";
    try (InputStream bytes = type.getClassLoader().getResourceAsStream(entry)) {
      if (bytes == null) {
        throw new IOException("no " + entry);
      }
      out.putNextEntry(new JarEntry(entry));
      bytes.transferTo(out);
    }
  }
}
