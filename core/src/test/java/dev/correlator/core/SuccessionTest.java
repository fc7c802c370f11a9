package dev.correlator.core;

import static dev.correlator.api.KeyPart.HOST;
import static dev.correlator.api.Outcome.COMPLETED;
import static dev.correlator.api.Outcome.FAILED;
import static dev.correlator.api.Outcome.OPEN_AT_END;
import static dev.correlator.api.Outcome.SUPERSEDED;
import static dev.correlator.api.Outcome.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.correlator.api.AuditEvent;
import dev.correlator.api.ChainFlow;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Flow;
import dev.correlator.api.KeyPart;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.TransactionEvent;
import dev.correlator.api.TransactionFlow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Legs of one kind: notes that are copied to other desks under a new number. */
class SuccessionTest {

  record Sheet(
      @Nullable String note, @Nullable String author, @Nullable String place, @Nullable String copy)
      implements AuditEvent {}

  record Note(@Nullable String notes, @Nullable String author, @Nullable String place)
      implements TransactionEvent {}

  private static TransactionFlow sheet(Flow flow) {
    return flow.transaction("sheet", Select.app("desk"), Sheet.class)
        .key(HOST, KeyPart.of("note"))
        .open(Pattern.of("note {note:key} by {author:word}"))
        .open(Pattern.of("note {note:key} copied as {copy:key}"))
        .end(COMPLETED, "filed", Pattern.of("note {note:key} filed in {place:word}"))
        .fail("burnt", Pattern.of("note {note:key} burnt"))
        .total(Duration.ofHours(1));
  }

  private static ChainFlow chain(Flow flow) {
    return flow.chain("note", Note.class)
        .each(sheet(flow), "copy", Duration.ofMinutes(1))
        .keep("author")
        .ids("notes");
  }

  private static TestRun desk(String... lines) {
    return TestRun.of((flow, c) -> chain(flow)).lines(lines);
  }

  private static List<String> notes(TestRun.Result result) {
    return result.of(Note.class).stream().map(SuccessionTest::told).toList();
  }

  private static String told(EventEnvelope<?> e) {
    Note n = (Note) e.event();
    return e.time().toString().substring(11, 19)
        + " "
        + n.notes()
        + " by "
        + n.author()
        + " in "
        + n.place()
        + ": "
        + e.outcome()
        + " "
        + e.reason()
        + ", "
        + e.evidence().count();
  }

  @Test
  void copies_ofCopies_areOneNote() {
    TestRun.Result result =
        desk(
                "10:00:00 a desk note N1 by ann",
                "10:00:01 a desk note N2 by copier",
                "10:00:02 a desk note N1 copied as N2",
                "10:00:02 a desk note N3 by copier",
                "10:00:03 a desk note N1 filed in tray",
                "10:00:04 a desk note N2 copied as N3",
                "10:00:05 a desk note N2 filed in tray",
                "10:00:06 a desk note N3 filed in cellar",
                "10:20:00 a desk nothing to do")
            .run();

    assertThat(notes(result))
        .containsExactly("10:01:03 N1 N2 N3 by ann in cellar: COMPLETED filed, 8");
    assertThat(result.of(Note.class).get(0).key()).containsExactly("a", "N1");
    assertThat(result.bodies(Sheet.class))
        .contains(new Sheet("N2", "copier", "tray", "N3"))
        .hasSize(3);
    assertThat(result.leftOver()).isEqualTo(TestRun.NOTHING_LEFT);
  }

  @Test
  void note_thatNothingLedTo_isOneOfItsOwn() {
    assertThat(
            notes(
                desk(
                        "10:00:00 a desk note N1 by ann",
                        "10:00:01 a desk note N1 filed in tray",
                        "10:20:00 a desk nothing to do")
                    .run()))
        .containsExactly("10:01:01 N1 by ann in tray: COMPLETED filed, 2");
  }

  @Test
  void copy_thatWasFiledBeforeItWasNamed_belongsToTheNoteForAMinute() {
    String[] lines = {
      "10:00:00 a desk note N1 by ann",
      "10:00:01 a desk note N2 by copier",
      "10:00:02 a desk note N2 filed in cellar",
      "10:01:02 a desk note N1 copied as N2",
      "10:01:30 a desk note N1 filed in tray",
      "10:20:00 a desk nothing to do"
    };
    assertThat(notes(desk(lines).run()))
        .containsExactly("10:02:30 N1 N2 by ann in cellar: COMPLETED filed, 5");

    lines[3] = "10:01:03 a desk note N1 copied as N2";
    assertThat(notes(desk(lines).run()))
        .containsExactly(
            "10:01:02 N2 by copier in cellar: COMPLETED filed, 2",
            "10:02:30 N1 by ann in tray: COMPLETED filed, 3");
  }

  @Test
  void note_whoseCopyIsUnderWay_isWaitedFor() {
    assertThat(
            notes(
                desk(
                        "10:00:00 a desk note N1 by ann",
                        "10:00:01 a desk note N2 by copier",
                        "10:00:02 a desk note N1 copied as N2",
                        "10:00:03 a desk note N1 filed in tray",
                        "10:30:00 a desk note N2 burnt")
                    .run()))
        .containsExactly("10:30:00 N1 N2 by ann in tray: FAILED burnt, 5");
  }

  @Test
  void copy_thatIsGivenUp_tellsWhy() {
    assertThat(
            notes(
                desk(
                        "10:00:00 a desk note N1 by ann",
                        "10:00:01 a desk note N2 by copier",
                        "10:00:02 a desk note N1 copied as N2",
                        "10:00:03 a desk note N1 filed in tray",
                        "12:00:00 a desk nothing to do")
                    .drain()
                    .run()))
        .containsExactly("11:00:01 N1 N2 by ann in tray: TIMED_OUT no end within 1h, 4");
  }

  @Test
  void number_ofAnotherHost_isNoCopy() {
    assertThat(
            notes(
                desk(
                        "10:00:00 b desk note N2 by bob",
                        "10:00:01 a desk note N1 by ann",
                        "10:00:02 a desk note N1 copied as N2",
                        "10:00:03 a desk note N1 filed in tray",
                        "10:00:03 b desk note N2 filed in hall",
                        "10:20:00 a desk nothing to do")
                    .run()))
        .containsExactly(
            "10:01:03 N1 by ann in tray: COMPLETED filed, 3",
            "10:01:03 N2 by bob in hall: COMPLETED filed, 2");
  }

  @Test
  void copy_thatTwoName_belongsToTheFirst_andNoNoteToItself() {
    assertThat(
            notes(
                desk(
                        "10:00:00 a desk note N1 by ann",
                        "10:00:00 a desk note N2 by bob",
                        "10:00:00 a desk note N3 by copier",
                        "10:00:01 a desk note N1 copied as N3",
                        "10:00:02 a desk note N2 copied as N3",
                        "10:00:03 a desk note N3 copied as N1",
                        "10:00:03 a desk note N3 copied as N3",
                        "10:00:04 a desk note N1 filed in tray",
                        "10:00:04 a desk note N2 filed in hall",
                        "10:00:04 a desk note N3 filed in cellar",
                        "10:20:00 a desk nothing to do")
                    .run()))
        .containsExactly(
            "10:01:04 N1 N3 by ann in cellar: COMPLETED filed, 7",
            "10:01:04 N2 by bob in hall: COMPLETED filed, 3");
  }

  @Test
  void number_usedAgainBeforeTheNoteIsComplete_endsIt() {
    TestRun.Result result =
        desk(
                "10:00:00 a desk note N1 by ann",
                "10:00:01 a desk note N2 by copier",
                "10:00:02 a desk note N1 copied as N2",
                "10:00:03 a desk note N1 filed in tray",
                "10:00:10 a desk note N1 by bob",
                "10:00:11 a desk note N1 filed in hall",
                "10:00:12 a desk note N2 filed in cellar",
                "10:20:00 a desk nothing to do")
            .run();

    assertThat(notes(result))
        .containsExactly(
            "10:00:10 N1 by ann in tray: SUPERSEDED null, 3",
            "10:00:12 N2 by copier in cellar: COMPLETED filed, 2",
            "10:01:11 N1 by bob in hall: COMPLETED filed, 2");
    assertThat(result.of(Note.class).get(0).outcome()).isEqualTo(SUPERSEDED);
  }

  @Test
  void notes_stillOpenWhenTheInputEnds_areSaidToBe_andThoseThatOnlyWaitAreComplete() {
    TestRun.Result result =
        desk(
                "10:00:00 a desk note N1 by ann",
                "10:00:01 a desk note N2 by copier",
                "10:00:02 a desk note N1 copied as N2",
                "10:00:03 a desk note N1 filed in tray",
                "10:00:04 a desk note N4 by bob",
                "10:00:05 a desk note N4 filed in hall")
            .run();

    assertThat(result.of(Note.class))
        .extracting(EventEnvelope::outcome)
        .containsExactlyInAnyOrder(OPEN_AT_END, COMPLETED);
    assertThat(result.leftOver()).isEqualTo(TestRun.NOTHING_LEFT);
  }

  @Test
  void legs_moreThanOneChainCanHave_areChainsOfTheirOwn() {
    List<String> lines = new ArrayList<>();
    lines.add("10:00:00 a desk note N0 by ann");
    for (int i = 1; i <= 70; i++) {
      lines.add("10:00:01 a desk note N" + i + " by copier");
      lines.add("10:00:01 a desk note N0 copied as N" + i);
      lines.add("10:00:02 a desk note N" + i + " filed in tray");
    }
    lines.add("10:00:03 a desk note N0 filed in tray");
    lines.add("10:20:00 a desk nothing to do");
    TestRun.Result result = desk(lines.toArray(String[]::new)).run();

    assertThat(notes(result)).hasSize(1 + 7);
    assertThat(result.summary().evicted()).isEqualTo(7);
  }

  @Test
  void numbers_moreThanOneHostMayHave_areEvictedAndTheirNotesToldAlone() {
    int max = 50_000;
    int beyond = 10;
    List<String> lines = new ArrayList<>();
    lines.add("10:00:00 a desk note M by bob");
    lines.add("10:00:00 a desk note M0 by copier");
    lines.add("10:00:00 a desk note M copied as M0");
    lines.add("10:00:00 a desk note M filed in hall");
    for (int i = 0; i < max + beyond - 2; i++) {
      lines.add("10:00:01 a desk note N" + i + " by ann");
    }
    for (int i = 0; i < max + beyond - 2; i++) {
      lines.add("10:00:02 a desk note N" + i + " filed in tray");
    }
    lines.add("10:00:03 a desk note M0 filed in cellar");
    lines.add("10:20:00 a desk nothing to do");
    TestRun.Result result =
        TestRun.of((flow, c) -> chain(flow).maxKeys(max)).lines(lines.toArray(String[]::new)).run();

    assertThat(result.of(Note.class)).hasSize(max + beyond);
    assertThat(notes(result).subList(0, 1))
        .containsExactly("10:00:01 M by bob in hall: EVICTED null, 3");
    assertThat(notes(result)).contains("10:00:03 M0 by copier in cellar: COMPLETED filed, 2");
    assertThat(result.summary().evicted()).isBetween(1L, (long) beyond);
    assertThat(result.leftOver()).isEqualTo(TestRun.NOTHING_LEFT);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void notes_drawnByChance_areTheSameOnAnyNumberOfShards(int shards) {
    String[] lines = drawn(new Random(shards), 3_000);

    TestRun.Result one = desk(lines).drain().run();
    TestRun.Result several =
        desk(lines).drain().shards(shards, TestRun.shuffled(new Random(7))).linesPerBlock(37).run();

    assertThat(several.texts()).isEqualTo(one.texts());
    assertThat(one.of(Note.class)).extracting(EventEnvelope::outcome).contains(FAILED, TIMED_OUT);
    assertThat(one.bodies(Note.class))
        .anyMatch(n -> String.valueOf(n.notes()).split(" ").length > 3);
    assertThat(one.events).extracting(EventEnvelope::id).doesNotHaveDuplicates();
    assertThat(several.leftOver()).isEqualTo(TestRun.NOTHING_LEFT);
  }

  private static String[] drawn(Random random, int records) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      int note = random.nextInt(40) + i / 40;
      String what =
          switch (random.nextInt(6)) {
            case 0, 1 -> "by a" + random.nextInt(9);
            case 2, 3 -> "copied as N" + (note + random.nextInt(20) - 5);
            case 4 -> "filed in p" + random.nextInt(9);
            default -> random.nextInt(3) == 0 ? "burnt" : "by b";
          };
      lines.add(
          "%02d:%02d:%02d h%d desk note N%d %s"
              .formatted(8 + i / 1200, i / 20 % 60, i % 20 * 3, random.nextInt(3), note, what));
    }
    return lines.toArray(String[]::new);
  }

  @Test
  void mistakes_inTheDescription_areSaid() {
    ProgramException e =
        catchThrowableOfType(
            ProgramException.class,
            () ->
                TestRun.of((flow, c) ->
                        flow.chain("note", Note.class)
                            .each(sheet(flow), "copi", Duration.ZERO)
                            .keep("autor")
                            .ids("nots")
                            .thenIfNamed(sheet(flow), "copy"))
                    .program(new Sources()));

    assertThat(e.problems())
        .anyMatch(p -> p.contains("each(..., PT0S) is not more than 0"))
        .anyMatch(p -> p.contains("each(..., 'copi')") && p.contains("did you mean 'copy'?"))
        .anyMatch(p -> p.contains("keep('autor')") && p.contains("did you mean 'author'?"))
        .anyMatch(p -> p.contains("ids('nots')") && p.contains("did you mean 'notes'?"))
        .anyMatch(p -> p.contains("each(...) says all: it stands alone"));
  }

  @Test
  void event_thatIsNoTransaction_isForLegsOfOneKindAlone() {
    ProgramException e =
        catchThrowableOfType(
            ProgramException.class,
            () -> TestRun.of((flow, c) -> sheet(flow)).program(new Sources()));

    assertThat(e.problems()).anyMatch(p -> p.contains("Sheet is no TransactionEvent"));
  }
}
