package dev.correlator.testkit.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The guide shows the example as it is compiled and tested here. */
class GuideTest {

  private static final Path GUIDE = Path.of("..", "docs", "guides", "write-a-handler.md");
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
  void guide_namingAMethod_namesOneThatIsThere() throws IOException {
    String source = Files.readString(SOURCES.resolve("WebhookHandlerTest.java"));

    assertThat(source).contains("SampleEvent.builder(new DoorLeftOpen(door)).message(");
    assertThat(Files.readString(GUIDE))
        .contains("SampleEvent.builder(new DoorLeftOpen(\"front\")).message(");
  }
}
