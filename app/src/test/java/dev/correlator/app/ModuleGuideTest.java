package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.LogicModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/guides/write-a-module.md. */
class ModuleGuideTest {

  @TempDir private Path folder;

  @Test
  void guide_example_isTheClassOfThisTest() throws Exception {
    Path root = Path.of("..").toAbsolutePath().normalize();
    String guide = Files.readString(root.resolve("docs/guides/write-a-module.md"));
    String tested =
        Files.readString(root.resolve("app/src/test/java/dev/correlator/app/Payments.java"));
    int from = guide.indexOf("@Named(");
    String example = guide.substring(from, guide.indexOf("```", from));
    assertThat(tested).endsWith(example);
  }

  @Test
  void payment_thatNoRecordEnds_isFoundByItsDeadline() throws Exception {
    Path log = folder.resolve("shop.log");
    Files.writeString(
        log,
        """
        <14>1 2026-03-02T08:00:00Z shop1 shop - - - payment p1 of 20 for ann begun
        <14>1 2026-03-02T08:00:01Z shop1 shop - - - payment p2 of 30 for ben begun
        <14>1 2026-03-02T08:00:02Z shop1 shop - - - payment p2 sent to the bank
        <14>1 2026-03-02T08:00:03Z shop1 shop - - - payment p2 settled
        <14>1 2026-03-02T08:30:00Z shop1 shop - - - payment p3 declined: no money
        """);
    List<String> ends = new ArrayList<>();
    Correlator.builder()
        .input(log.toString())
        .module("payments", new Payments())
        .on(Payments.Payment.class, e -> ends.add(e.key() + " " + e.outcome() + " " + e.reason()))
        .build()
        .run();

    assertThat(ends)
        .containsExactly(
            "[p2] COMPLETED paid",
            "[p1] TIMED_OUT no end within 10m",
            "[p3] END_WITHOUT_START declined");
  }

  private static String block(String guide, String mark) {
    int from = guide.indexOf('\n', guide.indexOf("```", guide.indexOf("<!-- " + mark + " -->")));
    return guide.substring(from + 1, guide.indexOf("```", from));
  }

  @Test
  void guide_ofRecordsThatNameNoProgram_leadsToTheirReceipts() throws Exception {
    String guide = Files.readString(Path.of("../docs/guides/write-a-module.md"));
    Desk desk = new Desk(folder).whichRuns();
    desk.file("correlator.yaml", block(guide, "till"));
    String log = desk.file("till.log", block(guide, "till.log")).toString();
    new PluginJar()
        .source("Tills", block(guide, "tills")) // nothing is added: it compiles as it is shown
        .provides(LogicModule.class, "Tills")
        .write(desk.home().resolve("plugins/tills.jar"));

    Desk.Answer answer = desk.type("run", "tills", log);

    assertThat(answer.out())
        .contains("till.log: till format", block(guide, "receipts"))
        .doesNotContain("no program");
    assertThat(block(guide, "run")).isEqualTo("./correlator run tills till.log\n");
  }
}
