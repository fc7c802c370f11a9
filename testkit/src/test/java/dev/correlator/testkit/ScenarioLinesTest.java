package dev.correlator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correlator.core.Sources;
import dev.correlator.intake.Formats;
import dev.correlator.intake.Intake;
import dev.correlator.intake.IntakeOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ScenarioLinesTest {

  private static final int COUNT = 200_000;

  @Test
  @Timeout(30) // seconds: two where each is looked up, a minute and more where all are looked at
  void text_askedOfEachOfManyLines_isThatOfTheLine() throws IOException {
    Instant time = Instant.parse("2026-03-02T08:00:00Z");
    StringBuilder content = new StringBuilder();
    for (int i = 1; i <= COUNT; i++) {
      content.append(time.plusMillis(i)).append(" web1 backup[").append(i).append("]: done\n");
    }
    byte[] bytes = content.toString().getBytes(StandardCharsets.US_ASCII);
    ScenarioLines lines;
    try (Intake intake =
        Intake.open(
            List.of(Intake.STANDARD_INPUT),
            IntakeOptions.defaults(time),
            Formats.installed(),
            new Sources(),
            new ByteArrayInputStream(bytes))) {
      lines = ScenarioLines.read(intake);
    }

    for (int i = 1; i <= COUNT; i++) {
      assertThat(lines.text(i).endsWith(" web1 backup[" + i + "]: done")).isTrue();
    }
    assertThatThrownBy(() -> lines.text(COUNT + 1))
        .hasMessage("no record begins in line " + (COUNT + 1));
  }
}
