package dev.correlator.app;

import dev.correlator.api.Trailer;
import dev.correlator.core.Sources;
import dev.correlator.intake.CaptureWriter;
import dev.correlator.intake.Formats;
import dev.correlator.intake.Intake;
import dev.correlator.intake.IntakeException;
import dev.correlator.intake.IntakeOptions;
import dev.correlator.intake.LogSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Makes one new capture of records of others, and tells what is in it. */
final class CutRun {

  /** Records without a year that are further apart than half of one may be of any. */
  private static final Duration HALF_A_YEAR = Duration.ofDays(182);

  /** The same of those without a day. */
  private static final Duration HALF_A_DAY = Duration.ofHours(12);

  private final Surroundings surroundings;
  private final IntakeOptions options;
  private final Formats formats;
  private final RunRequest.Report report;
  private final ZoneId shown;
  private final CaptureStatistics statistics = new CaptureStatistics();

  CutRun(
      Surroundings surroundings,
      IntakeOptions options,
      Formats formats,
      RunRequest.Report report,
      ZoneId shown) {
    this.surroundings = surroundings;
    this.options = options;
    this.formats = formats;
    this.report = report;
    this.shown = shown;
  }

  /**
   * Makes it.
   *
   * @param target the new capture, or {@link RunRequest#STANDARD_OUTPUT}
   * @param outputs what was typed of it
   */
  ExitCode run(Intake intake, CaptureChoice choice, Path target, Outputs outputs)
      throws IOException {
    PrintWriter err = surroundings.err();
    String apart = CaptureWriter.apart(intake.sources());
    if (apart != null) {
      throw new RefusedException(
          new Problem(
              Place.of("cut"),
              ProblemCode.CLI_USAGE,
              Printable.line(apart) + ": one capture cannot hold both; cut them one by one"),
          ExitCode.USAGE);
    }
    EarlierCapture earlier =
        outputs.existing() == ExistingFile.REPLACE || !ExistingFile.holdsAnything(target)
            ? null
            : EarlierCapture.read(target, like(intake), formats);
    long records;
    long fronts;
    long separators;
    Instant first;
    Duration gap;
    try (CutOutput output = output(target, outputs);
        CaptureCut cut = new CaptureCut(formats, output.stream(), statistics, earlier)) {
      CaptureReader reader = new CaptureReader(intake, formats, choice, cut, statistics);
      boolean whole = reader.read(err);
      if (!whole) {
        err.println("cut: nothing is written, as not all could be read");
        return ExitCode.NO_INPUT;
      }
      String kept = earlier == null ? null : earlier.refusal();
      if (kept != null) {
        throw Outputs.refused(outputs.name(Outputs.CAPTURE), target, kept);
      }
      records = reader.records();
      fronts = cut.fronts();
      separators = cut.separators();
      first = cut.first();
      gap = cut.gap();
      // By the date of the file the first record gets its year or day back, the others by that one.
      output.commit(isYearless(intake) || isDayless(intake) ? first : null);
    }
    print(target, records, fronts);
    String nothing = choice.nothing(statistics, shown);
    if (nothing != null) {
      err.println(nothing);
    }
    if (separators > 0) {
      note(
          "empty records between others that would else be read as one: "
              + CountText.of(separators));
    }
    boolean toStream = target.equals(RunRequest.STANDARD_OUTPUT);
    if (first != null) {
      tellOfTimes(intake, first, gap, toStream);
    }
    if (!toStream && statistics.records() + statistics.notParsed() > 0) {
      tellHowToRead(intake, target);
    }
    return ExitCode.OK;
  }

  /** As the sources are read: what ends their records may not be found by looking at some. */
  private IntakeOptions like(Intake intake) {
    for (LogSource source : intake.sources()) {
      String trailer = source.trailer();
      if (trailer != null) {
        return options.withTrailer(Trailer.of(trailer));
      }
    }
    return options;
  }

  private static CutOutput output(Path target, Outputs outputs) {
    try {
      return new CutOutput(target);
    } catch (IOException e) {
      throw Outputs.refused(outputs.name(Outputs.CAPTURE), target, e);
    }
  }

  private static boolean isYearless(Intake intake) {
    return intake.sources().stream().anyMatch(s -> s.stamper().firstYear() != 0);
  }

  private static boolean isDayless(Intake intake) {
    return intake.sources().stream().anyMatch(s -> s.stamper().firstDay() != null);
  }

  private void print(Path target, long records, long fronts) {
    boolean toStream = target.equals(RunRequest.STANDARD_OUTPUT);
    PrintWriter out = toStream ? surroundings.err() : surroundings.out();
    String name = toStream ? "standard output" : Printable.line(target.toString());
    long written = statistics.records() + statistics.notParsed();
    switch (report) {
      case TABLE -> {
        out.println(
            "CUT         "
                + CountText.of(written - fronts)
                + " of "
                + CountText.of(records, "record")
                + " to "
                + name
                + (fronts == 0
                    ? ""
                    : ", and "
                        + CountText.of(fronts)
                        + " of which the next says that it came again"));
        CaptureTable.statistics(out, statistics, shown);
      }
      case JSON -> {
        JsonGenerator json = CaptureJson.generator(out);
        json.writeStartObject();
        json.writeStringProperty("file", target.toString());
        json.writeNumberProperty("taken", written - fronts);
        json.writeNumberProperty("repeated_by_these", fronts);
        json.writeNumberProperty("of", records);
        CaptureJson.statistics(json, statistics);
        json.writeEndObject();
        json.close();
        out.println();
      }
    }
    out.flush();
  }

  private void note(String text) {
    surroundings.err().println("NOTE    " + text);
  }

  private void tellOfTimes(Intake intake, Instant first, Duration gap, boolean toStream) {
    boolean dayless = isDayless(intake);
    if (!dayless && !isYearless(intake)) {
      return;
    }
    String what = dayless ? "day" : "year";
    if (toStream) {
      note(
          "these records have no "
              + what
              + "; the first is of "
              + first.atZone(zone()).toLocalDate());
    }
    if (gap.compareTo(dayless ? HALF_A_DAY : HALF_A_YEAR) >= 0) {
      note(
          "these records have no "
              + what
              + ", and more than half a "
              + what
              + " lies between some that are neighbours now: of those it is not found again");
    }
  }

  /** Looks at the new capture as its next reader will, and says what must be said then. */
  private void tellHowToRead(Intake intake, Path target) {
    LogSource like = null;
    for (LogSource source : intake.sources()) {
      like = like == null && !source.isEmpty() ? source : like;
    }
    LogSource read = like == null || !Files.isRegularFile(target) ? null : read(target);
    if (like == null || read == null) {
      return;
    }
    if (!Objects.equals(read.trailer(), like.trailer())) {
      String trailer = like.trailer() == null ? "\\n" : like.trailer();
      note(
          "what ends its records is not found by looking; read it with --trailer '"
              + trailer
              + "'");
    } else if (!read.formatName().equals(like.formatName())) {
      note("its format is not found by looking; read it with --input-format " + like.formatName());
    }
  }

  private ZoneId zone() {
    ZoneId zone = options.zone();
    return zone == null ? ZoneOffset.UTC : zone;
  }

  private @Nullable LogSource read(Path target) {
    IntakeOptions plain = options.withFormat(null).withTrailer(null).withTrailerFinder(null);
    try (Intake intake =
        Intake.open(
            List.of(target.toString()),
            plain,
            formats,
            new Sources(),
            InputStream.nullInputStream())) {
      return intake.sources().get(0);
    } catch (IntakeException | IOException e) {
      return null; // gone again
    }
  }
}
