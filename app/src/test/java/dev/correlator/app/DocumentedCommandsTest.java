package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line takes every command, and reads every sample of a format, that a page shows. */
class DocumentedCommandsTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```(\\w*)\n(.*?)^ *```$");
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^ *|[|(] ?)(?:\\./)?correlator ([a-z][^|>)\n]*)");
  private static final Pattern WRITING =
      Pattern.compile("(?m)^ *(?:\\./)?correlator ([^|>\n]*)> *(\\S+)");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final Pattern FORMAT = Pattern.compile("(?m)^\\| `([-\\w]+)` \\| `([^`]+)`");

  @TempDir private Path temporary;

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      files.filter(f -> f.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  @Test
  void commands_thatPagesShow_areTaken() throws IOException {
    Desk desk = new Desk(temporary);
    String applications =
        """
        applications:
          ssh-report: {modules: {openssh: {use: openssh}}}
          alarm: {modules: {openssh: {use: openssh}}}
          payments: {modules: {orders: {use: orders}}}
        """;
    desk.file("correlator.yaml", applications);
    desk.file("site.yaml", applications);
    desk.file("auth.log", "Mar  2 08:15:01 web1 sshd[7]: x\n");
    String list = desk.type("capture", "ls", "auth.log").out();
    desk.file("list.txt", list.replaceFirst("(?m)^ +(?=1 )", "#"));
    desk.file("plugins/README.txt", "");
    desk.installDevelopmentKit();
    int commands = 0;
    for (Path page : pages()) {
      Matcher blocks = FENCED.matcher(Files.readString(page));
      while (blocks.find()) {
        Matcher command = COMMAND.matcher(blocks.group(1).isEmpty() ? blocks.group(2) : "");
        while (command.find()) {
          String typed = command.group(1);
          if (typed.contains("[OPTIONS]")) {
            continue;
          }
          commands++;
          Desk.Answer answer =
              desk.type(
                  WORD.matcher(typed)
                      .results()
                      .map(w ->
                          w.group(1) != null ? w.group(1) : w.group(w.group(2) == null ? 3 : 2))
                      .toArray(String[]::new));
          assertThat(answer.code()).as(page + ": " + typed + ": " + answer.err()).isZero();
        }
      }
    }
    assertThat(commands).isGreaterThan(25);
  }

  @Test
  void commands_thatWriteToAFile_doNotReadIt() throws IOException {
    int commands = 0;
    for (Path page : pages()) {
      Matcher writing = WRITING.matcher(Files.readString(page));
      while (writing.find()) {
        commands++;
        // A shell empties it first; the file of the current folder is read without being named.
        assertThat(List.of((writing.group(1) + " correlator.yaml").split(" ")))
            .as(page + ": " + writing.group())
            .doesNotContain(writing.group(2));
      }
    }
    assertThat(commands).isGreaterThan(3);
  }

  @Test
  void sampleOfEachFormat_isReadInIt() throws IOException, InterruptedException {
    Matcher sample = FORMAT.matcher(Files.readString(ROOT.resolve("docs/reference/formats.md")));
    List<String> formats = new ArrayList<>();
    while (sample.find()) {
      String format = sample.group(1);
      formats.add(format);
      Path log = temporary.resolve(format + ".log");
      Files.writeString(log, sample.group(2) + "\n");
      Correlator.Result result =
          Correlator.builder()
              .input(log.toString())
              .module("payments", new Payments())
              .reading(options -> options.withFormat(format))
              .build()
              .run();
      assertThat(result.rejected()).as(format).isZero();
      assertThat(result.summary().records()).as(format).isEqualTo(1);
    }
    assertThat(formats).contains("rfc3164-file", "rfc3164", "rfc5424", "iso", "untimed");
  }
}
