package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The name that was probably meant. */
class SpellingTest {

  private static final List<String> SETTINGS =
      List.of("login_failure_limit", "login_failure_window", "success_resets", "max_session_age");

  @Test
  void nameWithALetterMissing_isMeant() {
    assertThat(Spelling.nearest("login_failure_limt", SETTINGS)).isEqualTo("login_failure_limit");
  }

  @Test
  void nameWithNeighboursSwapped_isOneMistakeAway() {
    assertThat(Spelling.nearest("opnessh", List.of("openssh"))).isEqualTo("openssh");
    assertThat(Spelling.nearest("cvs", List.of("csv"))).isEqualTo("csv");
  }

  @Test
  void name_ofShortWords_needsToBeNear() {
    assertThat(Spelling.nearest("log", List.of("csv", "jsonl"))).isNull();
  }

  @Test
  void names_equallyNear_giveTheFirstOfTheAlphabet() {
    assertThat(Spelling.nearest("cat", List.of("hat", "bat"))).isEqualTo("bat");
  }

  @Test
  void hint_withoutANearName_listsAll() {
    assertThat(Spelling.hint("mail", List.of("log", "csv"), "handlers"))
        .isEqualTo("; handlers: csv, log");
  }

  @Test
  void anyName_withOneLetterChanged_isFound() {
    Random random = new Random(20_261_121);
    for (int i = 0; i < 1000; i++) {
      String meant = SETTINGS.get(random.nextInt(SETTINGS.size()));
      int at = random.nextInt(meant.length());
      String written =
          switch (random.nextInt(3)) {
            case 0 -> meant.substring(0, at) + meant.substring(at + 1);
            case 1 -> meant.substring(0, at) + "x" + meant.substring(at);
            default -> meant.substring(0, at) + "x" + meant.substring(at + 1);
          };

      assertThat(Spelling.nearest(written, SETTINGS)).as("for %s", written).isEqualTo(meant);
    }
  }
}
