package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema for editors says what the program says. */
class ConfigurationSchemaTest {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  @TempDir private Path temporary;
  private Desk desk;

  @BeforeEach
  void sitDown() {
    desk = new Desk(temporary);
  }

  private List<Error> seenByTheEditor(String yaml) {
    Schema schema = REGISTRY.getSchema(desk.type("config", "--schema").out());
    return schema.validate(yaml, InputFormat.YAML);
  }

  private String seenByTheProgram(String yaml) {
    desk.file("correlator.yaml", yaml);
    return desk.type("check").err().replaceFirst("configuration: .*\n", "");
  }

  private static String withModule(String config) {
    return "applications: {shop: {modules: {orders: {use: orders, config: {" + config + "}}}}}";
  }

  @Test
  void schema_isAValidSchema() {
    Schema metaSchema =
        REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    assertThat(metaSchema.validate(desk.type("config", "--schema").out(), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void schema_madeTwice_isTheSame() {
    assertThat(desk.type("config", "--schema").out())
        .isEqualTo(new Desk(temporary).type("config", "--schema").out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deadline: 1h30m",
        "failures: 2",
        "largest: 4096",
        "largest: 64KiB",
        "share: 0.25",
        "share: 1",
        "returns: true",
        "shop: Main Street",
        "shop: 007",
        "catalogue: ./catalogue",
        "zone: Europe/Berlin",
        "urgency: very_high",
        "countries: [de, fr]",
        "countries: 'de, fr'",
        "watched: [low]",
        ""
      })
  void setting_thatIsRight_isRightForBoth(String setting) {
    String yaml = withModule(setting);

    assertThat(seenByTheProgram(yaml)).isEmpty();
    assertThat(seenByTheEditor(yaml)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deadline: 300",
        "deadline: 5min",
        "deadline:",
        "failures: 1",
        "failures: 101",
        "failures: '5'",
        "failures: 2.5",
        "failures: many",
        "largest: 64KB",
        "largest: 0",
        "share: 1.5",
        "share: half",
        "returns: yes",
        "returns: 'true'",
        "shop: [a]",
        "catalogue: {a: b}",
        "urgency: medium",
        "urgency: VERY_HIGH",
        "countries: {de: 1}",
        "watched: [low, middle]",
        "failurs: 3"
      })
  void setting_thatIsWrong_isWrongForBoth(String setting) {
    String yaml = withModule(setting);

    assertThat(seenByTheProgram(yaml)).isNotEmpty();
    assertThat(seenByTheEditor(yaml)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "system: {data_dir: data, timezone: UTC}",
        "system:",
        "applications: {shop: {description: d, modules: {o: {use: orders, config: }}}}",
        "applications: {shop: {inputs: {files: {hold: 1m, order: time}}, modules: {o: {use:"
            + " orders}}}}",
        "applications: {s: {modules: {o: {use: orders}}, handlers: {c: {use: csv, on: Order}}}}",
        "applications: {s: {modules: {o: {use: orders}}, handlers: {c: {use: csv, on: [Order]}}}}",
        "applications: {s: {modules: {o: {use: orders}}, handlers: {c: {use: csv, when:"
            + " event.partial}}}}"
      })
  void file_thatIsRight_isRightForBoth(String yaml) {
    assertThat(seenByTheProgram(yaml)).isEmpty();
    assertThat(seenByTheEditor(yaml)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sytem: {}",
        "[]",
        "system: [a]",
        "applications: {Shop: {modules: {o: {use: orders}}}}",
        "applications: {shop: {modules: {o: {use: order}}}}",
        "applications: {shop: {modules: {o: {config: {}}}}}",
        "applications: {shop: {modules: {o: {use: orders, on: x}}}}",
        "applications: {shop: {inputs: {syslog: {use: syslog}}, modules: {o: {use: orders}}}}",
        "applications: {shop: {modules: {o: {use: orders}}, handlers: {c: {use: cvs}}}}",
        "applications: {shop: {modules: {o: {use: orders}}, handlers: {c: {use: csv, config: {x:"
            + " 1}}}}}"
      })
  void file_thatIsWrong_isWrongForBoth(String yaml) {
    assertThat(seenByTheProgram(yaml)).isNotEmpty();
    assertThat(seenByTheEditor(yaml)).isNotEmpty();
  }
}
