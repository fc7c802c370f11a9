package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guides, followed to the letter by someone who has a checkout, a JDK and a shell: the code
 * that they show is compiled as it stands there, and their commands are typed.
 */
class GuidesIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path JDK = Path.of(System.getProperty("java.home"));
  private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```(\\w*)\n(.*?)^ *```$");

  @TempDir private Path checkout;

  @BeforeEach
  void cloneAndBuild() throws IOException {
    Path packaged = ROOT.resolve("app/target/correlator");
    Path cache = packaged.resolve("cache");
    try (Stream<Path> files = Files.walk(packaged)) {
      for (Path file : files.filter(f -> !f.startsWith(cache)).toList()) {
        Path copy = checkout.resolve("app/target/correlator").resolve(packaged.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Files.createSymbolicLink(
        checkout.resolve("correlator"), Path.of("app/target/correlator/bin/correlator"));
    Files.createDirectories(checkout.resolve("demo/openssh"));
    Files.copy(ROOT.resolve("demo/openssh/auth.log"), checkout.resolve("demo/openssh/auth.log"));
  }

  private static String guide(String name) throws IOException {
    return Files.readString(ROOT.resolve("docs").resolve(name));
  }

  /**
   * The first block of a language, behind a mark where there is one, as it stands at the margin.
   */
  private static String block(String guide, String mark, String language) {
    Matcher block = BLOCK.matcher(guide);
    int from = guide.indexOf(mark);
    assertThat(from).as(mark).isNotNegative();
    for (boolean found = block.find(from); found; found = block.find()) {
      if (block.group(2).equals(language)) {
        return block.group(3).indent(-block.group(1).length());
      }
    }
    throw new AssertionError("no block of '" + language + "' behind '" + mark + "'");
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(checkout.resolve(name), content);
  }

  /** A folder with a compiler as an older JDK has it first on the path of some machines. */
  private Path oldJdk() throws IOException {
    Path bin = checkout.resolve("old/bin");
    Files.createDirectories(bin);
    for (String tool : List.of("javac", "jar")) {
      Path file = bin.resolve(tool);
      Files.writeString(file, "#!/bin/sh\necho " + tool + ": too old\nexit 2\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return bin;
  }

  /** Types commands; what they print, once all of them have done what they should. */
  private String type(String commands) throws IOException, InterruptedException {
    Path printed = checkout.resolve("printed");
    ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-e", "-c", commands);
    shell.directory(checkout.toFile());
    shell.environment().remove("CORRELATOR_JAVA_OPTS");
    shell.environment().put("CORRELATOR_JAVA_HOME", JDK.toString());
    shell.environment().put("PATH", oldJdk() + ":" + System.getenv("PATH"));
    shell.redirectErrorStream(true).redirectOutput(printed.toFile());
    int code = shell.start().waitFor();
    String text = Files.readString(printed, StandardCharsets.UTF_8);
    assertThat(code).as(text).isZero();
    return text;
  }

  @Test
  void guideOfModules_leadsToAModuleThatRuns() throws Exception {
    String guide = guide("guides/write-a-module.md");
    write("Payments.java", block(guide, "# Write a logic module", "java"));
    write("shop.log", block(guide, "<!-- shop.log -->", ""));

    String printed = type(block(guide, "<!-- commands -->", ""));

    assertThat(printed).containsPattern("completed +paid +1");
    assertThat(printed).containsPattern("timed out +no end within 10m +1");
    assertThat(type("./correlator check payments")).contains("payments: right", "event Payment");
  }

  @Test
  void guideOfHandlers_leadsToAHandlerThatIsAsked() throws Exception {
    String guide = guide("guides/write-a-handler.md");
    write("WebhookHandler.java", block(guide, "# Write an event handler", "java"));
    write("correlator.yaml", block(guide, "2. Configure it", "yaml"));

    type(block(guide, "<!-- commands -->", ""));
    String printed = type(block(guide, "3. Check that", ""));

    assertThat(printed)
        .contains(
            "alarm: right", "NOTE    handler on-call: 4 events withheld: this is history (--act)");
    assertThat(guide).contains("handler on-call: 4 events withheld: this is history (--act)");
  }

  @Test
  void guideOfEmbedding_leadsToAProgramThatRuns() throws Exception {
    String guide = guide("guides/embed.md");
    write("Guesses.java", block(guide, "# Embed", "java"));

    assertThat(type(block(guide, "<!-- commands -->", "sh")))
        .contains("203.0.113.88 at ")
        .contains("603 records, 0 rejected");
  }

  @Test
  void guideOfCaptures_listsMarksCuts_andRunsOnTheCut() throws Exception {
    String guide = guide("guides/captures.md");
    Files.setLastModifiedTime(
        checkout.resolve("demo/openssh/auth.log"), // which tells the year
        FileTime.from(Instant.parse("2026-11-22T00:00:00Z")));
    Matcher blocks = BLOCK.matcher(guide);
    StringBuilder commands = new StringBuilder();
    while (blocks.find()) {
      commands.append(blocks.group(2).equals("sh") ? blocks.group(3) : "");
    }

    String printed = type(commands.toString());

    assertThat(type("./correlator capture ls demo/openssh/auth.log"))
        .startsWith(block(guide, "<!-- list -->", ""));
    assertThat(printed)
        .contains("CUT         16 of 603 records to guesses.log")
        .containsPattern("failed +wrong password +8")
        .contains("ADDRESSES WITH TOO MANY FAILURES: 1")
        .contains("CUT         30 of 603 records to odd-names.log")
        .contains("of 603 records to minute.log");
    assertThat(Files.readString(checkout.resolve("guesses.log")).lines())
        .hasSize(16)
        .allMatch(line -> line.contains("203.0.113.77"));
  }

  /** Types what a guide begins with: a project is made, built, tested and run. */
  private String start(String guide) throws IOException, InterruptedException {
    return type(block(guide, "## In ten minutes", "sh"));
  }

  /** Blocks of Java that a guide shows stand in a file as they are, but for the margin. */
  private void assertShown(String guide, String mark, String file) throws IOException {
    String shown = block(guide, mark, "java").replaceAll("(?m)^(?=.)", "  ").strip();
    assertThat(Files.readString(checkout.resolve(file))).contains(shown);
  }

  @Test
  void guideOfModules_beginsWithAProjectThatRuns() throws Exception {
    String guide = guide("guides/write-a-module.md");

    assertThat(start(guide)).contains(block(guide, "<!-- printed -->", ""), "5 tests successful");
  }

  @Test
  void guideOfHandlers_beginsWithAProjectThatRuns() throws Exception {
    String guide = guide("guides/write-a-handler.md");

    assertThat(start(guide)).contains(block(guide, "<!-- printed -->", ""), "15 tests successful");
  }

  @Test
  void guideOfFrontEnds_beginsWithAProjectThatRuns_andShowsItsCode() throws Exception {
    String guide = guide("guides/write-a-front-end.md");

    assertThat(start(guide)).contains(block(guide, "<!-- printed -->", ""), "14 tests successful");
    assertShown(guide, "## The format", "bars/src/main/java/org/example/bars/BarsFormat.java");
    assertShown(guide, "## Its test", "bars/src/test/java/org/example/bars/BarsFormatTest.java");
  }

  @Test
  void firstSteps_canBeTaken() throws Exception {
    String page = guide("start/first-steps.md");
    Files.copy(ROOT.resolve("demo/openssh/auth.log"), checkout.resolve("auth.log"));
    write("correlator.yaml", block(page, "## Settings and handlers", "yaml"));

    String results = block(page, "## Results for other programs", "");
    String configured = block(page, "```\n./correlator check", "");

    assertThat(type(results.replaceAll("(?m)^(.*--fail-on .*)$", "$1 && exit 9; test \\$? = 3")))
        .contains("\"application\" : \"openssh\"");
    assertThat(checkout.resolve("failed.csv")).isNotEmptyFile();
    assertThat(checkout.resolve("events.jsonl")).isNotEmptyFile();
    assertThat(type(configured)).contains("ssh-report: right", "TRANSACTIONS");
    assertThat(checkout.resolve("csv")).isDirectory();
  }
}
