package dev.correlator.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an installation holds for authors of plugins, in its folder {@code sdk}.
 *
 * @param home the folder of the installation, absolute
 * @param version of the interface and the test kit
 * @param junitVersion of what tests are run with
 */
record DevelopmentKit(Path home, String version, String junitVersion) {

  private static final String TEST_KIT = "correlator-testkit-";
  private static final String TEST_RUNNER = "junit-platform-console-standalone-";
  private static final String JAR = ".jar";

  /** That of an installation, null where it has none. */
  static @Nullable DevelopmentKit of(Path home) {
    Path libraries = home.resolve("sdk").resolve("lib");
    if (!Files.isDirectory(libraries)) {
      return null;
    }
    List<String> names;
    try (Stream<Path> files = Files.list(libraries)) {
      names = files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = version(names, TEST_KIT);
    String junitVersion = version(names, TEST_RUNNER);
    return version == null || junitVersion == null
        ? null
        : new DevelopmentKit(home.toAbsolutePath().normalize(), version, junitVersion);
  }

  private static @Nullable String version(List<String> names, String start) {
    for (String name : names) {
      if (name.startsWith(start) && name.endsWith(JAR)) {
        return name.substring(start.length(), name.length() - JAR.length());
      }
    }
    return null;
  }
}
