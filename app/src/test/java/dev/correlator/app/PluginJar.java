package dev.correlator.app;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes jars of plugins from source text, as an author would. */
final class PluginJar {

  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, String> services = new LinkedHashMap<>();
  private int classVersion;

  /** Adds a class. */
  PluginJar source(String className, String text) {
    sources.put(className, text);
    return this;
  }

  /** Has the classes claim to be compiled for this Java. */
  PluginJar compiledForJava(int feature) {
    classVersion = 44 + feature;
    return this;
  }

  /** Names a class as the provider of a service. */
  PluginJar provides(Class<?> service, String className) {
    services.merge(service.getName(), className + "\n", String::concat);
    return this;
  }

  /** Writes the jar. */
  Path write(Path jar) throws IOException {
    Path folder = requireNonNull(jar.getParent());
    Files.createDirectories(folder);
    Path classes = Files.createTempDirectory(requireNonNull(folder.getParent()), "classes");
    compile(classes);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      try (Stream<Path> files = Files.walk(classes)) {
        for (Path compiled : files.filter(Files::isRegularFile).sorted().toList()) {
          out.putNextEntry(new JarEntry(classes.relativize(compiled).toString()));
          byte[] content = Files.readAllBytes(compiled);
          if (classVersion > 0) {
            content[7] = (byte) classVersion; // JVMS 4.1: the lower byte of major_version
          }
          out.write(content);
        }
      }
      for (Map.Entry<String, String> service : services.entrySet()) {
        out.putNextEntry(new JarEntry("META-INF/services/" + service.getKey()));
        out.write(service.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private void compile(Path classes) throws IOException {
    if (sources.isEmpty()) {
      return;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter told = new StringWriter();
    List<Source> units =
        sources.entrySet().stream().map(e -> new Source(e.getKey(), e.getValue())).toList();
    boolean done =
        compiler
            .getTask(
                told,
                null,
                null,
                List.of(
                    "-d",
                    classes.toString(),
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path")),
                null,
                units)
            .call();
    if (!done) {
      throw new IOException(told.toString());
    }
  }

  /** Source text of a class. */
  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String className, String text) {
      super(
          URI.create("string:///" + className.replace('.', '/') + ".java"),
          JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
