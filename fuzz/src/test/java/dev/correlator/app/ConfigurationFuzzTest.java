package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.correlator.fuzz.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Configuration files: one can be used, or all that is wrong with it is told. */
class ConfigurationFuzzTest {

  private static final Installation INSTALLED =
      Installation.find(ConfigurationFuzzTest.class.getClassLoader(), null);

  @FuzzTest
  void file_ofAnyBytes_isUsed_orItsMistakesAreTold(byte[] data) throws IOException {
    Path file = Files.createTempFile("fuzz", ".yaml");
    try {
      Files.write(file, data);
      Cost cost = Cost.counted();
      Problems problems = new Problems();
      ConfigFile read = ConfigFile.read(file, "correlator.yaml", problems);
      load(read, file, problems);
      cost.check(data.length);
      for (Problem problem : problems.inOrder()) {
        assertThat(problem.toString().chars())
            .noneMatch(c -> c != '\n' && Character.isISOControl(c));
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void load(ConfigFile read, Path file, Problems problems) {
    ConfigurationStore store =
        new ConfigurationStore(
            INSTALLED,
            read,
            new Assignments(),
            new Secrets(Map.of(), file.resolveSibling("none")),
            problems);
    Configuration configuration = store.load(store.applicationNames());
    HandlerBinding binding = new HandlerBinding(problems);
    for (Application application : configuration.applications()) {
      binding.bind(application);
    }
    if (problems.isEmpty()) {
      for (FormatInstance format : configuration.formats()) {
        assertThat(format.settings().record().format().parser()).isNotNull();
      }
    }
  }
}
