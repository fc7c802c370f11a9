package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers whose condition names the record that triggered an event. */
class RecordConditionTest {

  private static final String LOG =
      """
      {"time":"2026-03-02T08:15:01Z","level":"warn","logger":"cart","msg":"refused","tenant":"acme","http":{"status":503}}
      {"time":"2026-03-02T08:15:02Z","level":"warn","logger":"cart","msg":"refused","tenant":"other","http":{"status":503}}
      {"time":"2026-03-02T08:15:03Z","level":"info","logger":"cart","msg":"paid","tenant":"acme","http":{"status":200}}
      {"time":"2026-03-02T08:15:04Z","level":"info","logger":"cron","msg":"run"}
      """;

  @TempDir private Path temporary;

  @Test
  void handlers_whoseConditionsNameTheRecord_getTheEventsOfSuchRecords() throws IOException {
    Desk desk = new Desk(temporary).whichRuns();
    desk.file("shop.log", LOG);
    desk.file(
        "correlator.yaml",
        """
        applications:
          tenants:
            modules:
              report: {use: report}
            handlers:
              acme: {use: jsonl, when: "event.severity >= NOTICE && record.fields.tenant == 'acme'", config: {file: acme.jsonl}}
              bad: {use: jsonl, when: "record.severity >= WARNING && int(record.fields.http.status) >= 500", config: {file: bad.jsonl}}
              untriggered: {use: jsonl, when: "!has(record.text)", config: {file: untriggered.jsonl}}
        """);

    Desk.Answer answer = desk.type("run", "tenants", "-q", file("shop.log").toString());

    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(Files.readString(file("acme.jsonl")).lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("\"text\":\"refused\""))
        .anyMatch(line -> line.contains("\"text\":\"paid\""))
        .allMatch(line -> line.contains("acme"));
    assertThat(Files.readString(file("bad.jsonl")).lines())
        .hasSize(2)
        .allMatch(line -> line.contains("\"text\":\"refused\""));
    assertThat(Files.readString(file("untriggered.jsonl")).lines())
        .isNotEmpty()
        .allMatch(line -> line.contains("\"record\":null"));
  }

  private Path file(String name) {
    return temporary.resolve("desk").resolve(name);
  }

  @Test
  void conditionThatNamesNoPartOfARecord_isAMistakeOfTheFile() {
    Desk desk = new Desk(temporary);
    desk.file(
        "correlator.yaml",
        """
        applications:
          tenants:
            modules:
              report: {use: report}
            handlers:
              acme: {use: jsonl, when: "record.hots == 'web1'"}
        """);

    Desk.Answer answer = desk.type("check", "tenants");

    assertThat(answer.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(answer.err() + answer.out())
        .contains(
            "CFG_FILTER: 'when' of handler 'acme': no field 'hots' in records; did you mean"
                + " 'host'?");
  }
}
