package dev.correlator.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Ten instances of the built-in modules at once: {@code openssh}, to which half of the records
 * belong, and nine of others, of which three take a tenth of them each. What they read is read and
 * matched once.
 */
final class TenModules implements Bar {

  private static final int TIMES = 11;

  @Override
  public String name() {
    return "ten-modules";
  }

  @Override
  public List<Figure> measure(Workplace place) throws IOException, InterruptedException {
    Path file = place.records(1, "5424");
    Job one =
        place.correlator(place.home(), "modules-one", "bars.yaml", "sessions", file).onOneCore();
    Job ten =
        place
            .correlator(place.home(), "modules-ten", "ten-modules.yaml", "sessions", file)
            .onOneCore();
    List<List<Timing>> timings = Job.inTurn(TIMES, one, ten);
    double ratio = Timing.median(timings.get(1)) / Timing.median(timings.get(0));
    return List.of(
        Figure.atMost(
            1.3,
            name(),
            ratio,
            "times the time with ten modules",
            Timing.text("one", timings.get(0))
                + ", "
                + Timing.text("ten", timings.get(1))
                + ", "
                + Workplace.load()));
  }
}
