package dev.correlator.testkit.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The guides show the examples as they are compiled and tested here. */
class GuideTest {

  private static final Path GUIDE = Path.of("..", "docs", "guides", "write-a-handler.md");
  private static final Path GUIDE_OF_MODULES = Path.of("..", "docs", "guides", "write-a-module.md");
  private static final Path SOURCES =
      Path.of("src", "test", "java", "dev", "correlator", "testkit", "guide");

  @Test
  void guide_showingTheHandler_showsItAsItIs() throws IOException {
    String source = Files.readString(SOURCES.resolve("WebhookHandler.java"));

    assertThat(Files.readString(GUIDE)).contains(source.substring(source.indexOf("/** Posts")));
  }

  @Test
  void guide_showingTheTest_showsItAsItIs() throws IOException {
    String source = Files.readString(SOURCES.resolve("WebhookHandlerTest.java"));
    String contract =
        source.substring(source.indexOf("  @TestFactory"), source.indexOf("  @Test\n"));

    assertThat(Files.readString(GUIDE)).contains(contract.stripTrailing().stripIndent());
  }

  @Test
  void guide_showingHowEventsAreTold_showsItAsItIs() throws IOException {
    String source = Files.readString(SOURCES.resolve("Subjects.java"));
    String method = source.substring(source.indexOf("  static String subject"));
    String shown = method.substring(0, method.lastIndexOf('}')).stripTrailing().stripIndent();

    assertThat(Files.readString(GUIDE)).contains("```java\n" + shown + "\n```");
  }

  @Test
  void guide_namingAMethod_namesOneThatIsThere() throws IOException {
    String source = Files.readString(SOURCES.resolve("WebhookHandlerTest.java"));

    assertThat(source).contains("SampleEvent.builder(new DoorLeftOpen(door)).message(");
    assertThat(Files.readString(GUIDE))
        .contains("SampleEvent.builder(new DoorLeftOpen(\"front\")).message(");
  }

  @Test
  void guideOfModules_showingRecordsWithoutAProgram_showsModuleAndTestAsTheyAre()
      throws IOException {
    String guide = Files.readString(GUIDE_OF_MODULES);
    String module = Files.readString(SOURCES.resolve("Tills.java"));
    String test = Files.readString(SOURCES.resolve("TillsTest.java"));
    String first =
        test.substring(
            test.indexOf("import static"), test.indexOf("  @Test\n  void receipt_ofATill"));

    assertThat(guide).contains(module.substring(module.indexOf("@Named(")));
    // With the imports: a reader has nothing but what is shown.
    assertThat(guide).contains("```java\n" + first.stripTrailing() + "\n}\n```");
  }
}
