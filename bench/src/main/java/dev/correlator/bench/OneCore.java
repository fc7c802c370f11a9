package dev.correlator.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One core against the same job written by hand: ten million records, a row for each session and
 * each connection that failed, both programs on the same core with the same heap.
 */
final class OneCore implements Bar {

  private static final int TIMES = 5;

  @Override
  public String name() {
    return "one-core";
  }

  @Override
  public List<Figure> measure(Workplace place) throws IOException, InterruptedException {
    Path file = place.records(10, "5424");
    Path classes = place.compiled(place.bench("Yardstick.java"));
    Job yardstick =
        place
            .java("yardstick", classes.toString(), "Yardstick", file.toString(), "1", "rows.csv")
            .onOneCore();
    Job ours =
        place.correlator(place.home(), "one-core", "bars.yaml", "sessions", file).onOneCore();
    List<List<Timing>> timings = Job.inTurn(TIMES, yardstick, ours);
    long rows = Workplace.lines(yardstick.folder().resolve("rows.csv"));
    long ourRows = Workplace.lines(ours.folder().resolve("csv/openssh.Connection.csv"));
    if (ourRows < rows) {
      throw new IOException(ourRows + " rows where the yardstick writes " + rows);
    }
    double ratio = Timing.median(timings.get(0)) / Timing.median(timings.get(1));
    return List.of(
        Figure.atLeast(
            0.5,
            name(),
            ratio,
            "of the yardstick's speed",
            Timing.text("correlator", timings.get(1))
                + ", "
                + Timing.text("yardstick", timings.get(0))
                + ", "
                + Workplace.load()));
  }
}
