package dev.correlator.app;

import dev.correlator.api.LogRecord;
import dev.correlator.expressions.ExpressionException;
import dev.correlator.expressions.Expressions;
import dev.correlator.intake.Intake;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options that say which records of captures are meant.
 *
 * @param typed what was typed
 */
record CaptureOptions(ParseResult typed) {

  private static final String MARKED = "--marked";
  private static final String FROM = "--from";
  private static final String TO = "--to";
  private static final String WHERE = "--where";

  /** Adds the options to a command. */
  static void addTo(CommandSpec spec) {
    spec.addOption(
        CommandText.value(
            "LIST",
            "Takes the records whose lines have a # in front in LIST, the table that 'capture ls'"
                + " printed of the same files; - is standard input.",
            MARKED));
    spec.addOption(
        CommandText.value(
            "TIME",
            "Takes records of this time and later: 2026-03-02, 2026-03-02T08:15:00 in the zone of"
                + " --zone, or with Z or an offset behind it.",
            FROM));
    spec.addOption(
        CommandText.value("TIME", "Takes records before this time, which is not among them.", TO));
    spec.addOption(
        CommandText.value(
            "CONDITION",
            "Takes records that meet it: \"record.app == 'sshd' && record.severity >= WARNING\".",
            WHERE));
  }

  /** Whether any of them was typed. */
  boolean isAny() {
    return typed.hasMatchedOption(MARKED)
        || typed.hasMatchedOption(FROM)
        || typed.hasMatchedOption(TO)
        || typed.hasMatchedOption(WHERE);
  }

  /** The marked list as it was typed, or null. */
  @Nullable String list() {
    return CommandText.typed(typed, MARKED);
  }

  /**
   * What is meant, but for the marked list.
   *
   * @param zone that of days and local times
   * @param where the condition, or null
   */
  CaptureChoice choice(ZoneId zone, @Nullable Predicate<LogRecord> where, Problems problems) {
    Instant from = time(FROM, zone, problems);
    Instant to = time(TO, zone, problems);
    if (from != null && to != null && !from.isBefore(to)) {
      problems.add(
          Place.of(TO),
          ProblemCode.CLI_USAGE,
          "no record is before " + to + " and not before " + from);
    }
    return new CaptureChoice(null, from, to, where);
  }

  private @Nullable Instant time(String option, ZoneId zone, Problems problems) {
    String text = CommandText.typed(typed, option);
    if (text == null) {
      return null;
    }
    Instant time = TimeText.instant(text, zone);
    if (time == null) {
      problems.add(
          Place.of(option),
          ProblemCode.CLI_USAGE,
          "'"
              + Printable.text(text)
              + "' is no time; it takes a day, as 2026-03-02, or a time, as 2026-03-02T08:15:00,"
              + " 2026-03-02T08:15:00Z or 2026-03-02T08:15:00+01:00");
    }
    return time;
  }

  /** Tells of times that are none in whatever zone. */
  void checkTimes(Problems problems) {
    time(FROM, ZoneOffset.UTC, problems);
    time(TO, ZoneOffset.UTC, problems);
  }

  /** The condition, or null. */
  @Nullable Predicate<LogRecord> where(Problems problems) {
    String condition = CommandText.typed(typed, WHERE);
    if (condition == null) {
      return null;
    }
    try {
      return Expressions.compileForRecords(condition);
    } catch (ExpressionException e) {
      for (ExpressionException.Problem p : e.problems()) {
        problems.add(new Place(WHERE, p.line(), p.column()), ProblemCode.CFG_FILTER, p.message());
      }
      return null;
    }
  }

  /**
   * Opens the marked list.
   *
   * @param list as it was typed
   * @param zone in which it has its times
   * @throws RefusedException it cannot be read, or is none
   */
  static MarkedList open(String list, Path folder, ZoneId zone) {
    String name = list.equals(Intake.STANDARD_INPUT) ? "stdin" : Printable.line(list);
    try {
      InputStream in =
          list.equals(Intake.STANDARD_INPUT)
              ? System.in
              : Files.newInputStream(folder.resolve(list));
      return new MarkedList(name, in, zone);
    } catch (NoSuchFileException e) {
      throw new RefusedException(
          new Problem(Place.of(name), ProblemCode.CLI_NO_INPUT, "there is no such file"),
          ExitCode.NO_INPUT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
