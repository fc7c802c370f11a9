package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.correlator.fuzz.Cost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;

/** Configuration files: one can be used, or all that is wrong with it is told. */
class ConfigurationFuzzTest {

  private static final Installation INSTALLED =
      Installation.find(ConfigurationFuzzTest.class.getClassLoader(), null);

  /** What a condition takes loads and instruments a library: no input is to pay for that. */
  private static final String EVERYTHING =
      """
      applications:
        report:
          modules:
            ssh: {use: openssh, config: {login_failure_limit: 3}}
          handlers:
            failed:
              use: csv
              on: [TransactionEvent]
              when: "event.outcome == FAILED && event.severity >= WARNING && record.app == 'sshd'"
              config: {directory: out}
            all: {use: jsonl, config: {path: events.jsonl}}
      """;

  @BeforeAll
  static void loadEverythingOnce() throws IOException {
    use(EVERYTHING.getBytes(StandardCharsets.UTF_8));
  }

  @FuzzTest(maxExecutions = 2_000)
  void file_ofAnyBytes_isUsed_orItsMistakesAreTold(byte[] data) throws IOException {
    Cost cost = Cost.counted();
    Problems problems = use(data);
    cost.check(data.length);
    for (Problem problem : problems.inOrder()) {
      assertThat(problem.toString().chars()).noneMatch(c -> c != '\n' && Character.isISOControl(c));
    }
  }

  private static Problems use(byte[] data) throws IOException {
    Path file = Files.createTempFile("fuzz", ".yaml");
    try {
      Files.write(file, data);
      Problems problems = new Problems();
      ConfigFile read = ConfigFile.read(file, "correlator.yaml", problems);
      load(read, file, problems);
      return problems;
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
