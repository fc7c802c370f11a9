package dev.correlator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The whole process: a million records from start to exit, and a small file to its first output.
 */
final class Start implements Bar {

  private static final int TIMES = 7;
  private static final int SMALL_RECORDS = 600;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public List<Figure> measure(Workplace place) throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    for (String form : List.of("3164", "5424")) {
      Job million = place.plain("start", place.records(1, form));
      List<Timing> timings = Job.inTurn(TIMES, million).get(0);
      figures.add(
          Figure.atMost(
              1.0,
              name(),
              Timing.median(timings),
              "s for 1,000,000 records, " + form,
              Timing.text("start to exit", timings) + ", " + Workplace.load()));
    }
    Job small = place.plain("start", small(place));
    List<Timing> timings = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      timings.add(small.runToFirstByte());
    }
    figures.add(
        Figure.atMost(
            0.4,
            name(),
            Timing.median(timings, Timing::firstByteSeconds),
            "s to the first output on " + SMALL_RECORDS + " records",
            Timing.text("start to exit", timings) + ", " + Workplace.load()));
    return figures;
  }

  private static Path small(Workplace place) throws IOException, InterruptedException {
    Path small = place.folder("start").resolve("small.log");
    try (Stream<String> lines = Files.lines(place.records(1, "3164"))) {
      Files.write(small, lines.limit(SMALL_RECORDS).toList());
    }
    return small;
  }
}
