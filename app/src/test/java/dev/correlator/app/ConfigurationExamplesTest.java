package dev.correlator.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every configuration that we show works, and editors find nothing wrong with it. */
class ConfigurationExamplesTest {

  private static final Path ROOT = requireNonNull(Path.of("").toAbsolutePath().getParent());
  private static final Path EXAMPLES = ROOT.resolve("examples").resolve("configuration");
  private static final Path DOCUMENTS = ROOT.resolve("docs");

  @TempDir private Path temporary;

  @Test
  void exampleFiles_areRightForProgramAndEditor() throws IOException {
    Map<String, String> examples = new TreeMap<>();
    for (Path file : files(EXAMPLES, ".yaml")) {
      examples.put(file.getFileName().toString(), Files.readString(file));
    }

    assertThat(examples).containsKey("ssh-report.yaml");
    assertRight(examples);
  }

  @Test
  void configurations_inDocuments_areRightForProgramAndEditor() throws IOException {
    Map<String, String> examples = new TreeMap<>();
    for (Path file : files(DOCUMENTS, ".md")) {
      String[] parts = Files.readString(file).split("(?m)^```", -1);
      for (int i = 1; i < parts.length; i += 2) {
        if (parts[i].startsWith("yaml\n") && parts[i].contains("applications:")) {
          examples.put(file.getFileName() + " " + i, parts[i].substring("yaml\n".length()));
        }
      }
    }

    assertThat(examples).hasSizeGreaterThan(1);
    assertRight(examples);
  }

  private void assertRight(Map<String, String> examples) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                Files.readString(DOCUMENTS.resolve("reference").resolve("correlator.schema.json")));
    Desk desk = new Desk(temporary);
    examples.forEach((name, text) -> {
      desk.file("example.yaml", text);
      Desk.Answer answer = desk.type("check", "--config", "example.yaml");
      assertThat(answer.err()).as(name).isEmpty();
      assertThat(answer.code()).as(name).isZero();
      assertThat(schema.validate(text, InputFormat.YAML)).as(name).isEmpty();
    });
  }

  private static Iterable<Path> files(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }
}
