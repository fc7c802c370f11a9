package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.Flow;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Named;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.Select;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of records of which something is missing. */
class TruncatedReportTest {

  private static final String LOG =
      """
      2026-03-02T00:00:01Z stdout F whole
      2026-03-02T00:00:02Z stdout P two
      2026-03-02T00:00:03Z stdout F parts
      2026-03-02T00:00:04Z stdout P begun
      """;

  @TempDir private Path folder;

  /** Tells each record with what it says of itself. */
  @Named("witness")
  public static final class Witness implements LogicModule<Witness.Config> {

    /** No settings. */
    public record Config() {}

    /** A record. */
    public record Seen(String text, String how) implements NoticeEvent {}

    /** Makes one. */
    public Witness() {}

    @Override
    public void define(Flow flow, Config config) {
      flow.each("record", Select.all())
          .on((r, c) -> c.emit(new Seen(r.text(), r.isTruncated() ? "truncated" : "whole")));
    }
  }

  @BeforeEach
  void layOut() throws IOException {
    Files.writeString(folder.resolve("container.log"), LOG);
    Path services = folder.resolve("classes/META-INF/services");
    Files.createDirectories(services);
    Files.writeString(services.resolve(LogicModule.class.getName()), Witness.class.getName());
  }

  private String type(String... words) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    URL[] classes = {folder.resolve("classes").toUri().toURL()};
    try (URLClassLoader program =
        new URLClassLoader(classes, TruncatedReportTest.class.getClassLoader())) {
      Surroundings surroundings =
          new Surroundings(
              Map.of(), folder, program, null, new PrintWriter(out), new PrintWriter(err));
      int code = new CommandShell(surroundings, new HistoryRunner()).execute(words);
      assertThat(code).as(err.toString()).isZero();
      return out.toString();
    }
  }

  private String log() {
    return folder.resolve("container.log").toString();
  }

  @Test
  void module_seesThatARecordIsTruncated_andTheReportCountsIt() throws IOException {
    String events = folder.resolve("events.jsonl").toString();

    String report = type("run", "witness", "--events", events, log());

    assertThat(report)
        .containsSubsequence(
            "RECORDS 3 = 3 used",
            "TRUNCATED 1 record of the above: a limit cut it, or its end never came",
            "EXACT ");
    assertThat(Files.readAllLines(folder.resolve("events.jsonl")))
        .filteredOn(l -> l.contains("\"type\":\"Seen\""))
        .satisfiesExactly(
            first -> assertThat(first).contains("\"whole\",\"how\":\"whole\""),
            second -> assertThat(second).contains("\"twoparts\",\"how\":\"whole\""),
            third ->
                assertThat(third).contains("\"begun\",\"how\":\"truncated\"", "stdout P begun"));
    assertThat(type("run", "witness", "--format", "json", log())).contains("\"truncated\" : 1,");
  }

  @Test
  void report_whereNothingIsMissing_saysNothingOfIt() throws IOException {
    Files.writeString(folder.resolve("container.log"), LOG.substring(0, LOG.lastIndexOf("2026")));

    assertThat(type("run", "witness", log())).contains("RECORDS 2").doesNotContain("TRUNCATED");
    assertThat(type("run", "witness", "--format", "json", log())).contains("\"truncated\" : 0,");
  }

  @Test
  void captureLs_marksTheRecord() throws IOException {
    assertThat(type("capture", "ls", log()))
        .containsPattern("\n +3 .* truncated: begun\n")
        .containsPattern("\n +2 .* twoparts\n")
        .contains("\nTRUNCATED   1\n");
    assertThat(type("capture", "ls", "--format", "json", log()))
        .containsOnlyOnce("\"truncated\":true")
        .contains("\"truncated\":1");
  }
}
