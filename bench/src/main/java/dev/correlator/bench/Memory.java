package dev.correlator.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The largest resident set at one and at ten million records, on all cores, with rows written. */
final class Memory implements Bar {

  private static final int TIMES = 3;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Figure> measure(Workplace place) throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    for (int millions : List.of(1, 10)) {
      Job job =
          place.correlator(
              place.home(), "memory", "bars.yaml", "sessions", place.records(millions, "5424"));
      List<Timing> timings = Job.inTurn(TIMES, job).get(0);
      double most = timings.stream().mapToDouble(Timing::residentMebibytes).max().orElseThrow();
      figures.add(
          Figure.atMost(
              256,
              name(),
              most,
              "MiB resident at " + millions + " million records",
              "the most of " + TIMES + " runs, " + Timing.text("each", timings)));
    }
    return figures;
  }
}
