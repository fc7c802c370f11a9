package dev.correlator.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A thousand more patterns that are looked for in the same records and are never there. */
final class MorePatterns implements Bar {

  private static final int TIMES = 3;

  @Override
  public String name() {
    return "patterns";
  }

  @Override
  public List<Figure> measure(Workplace place) throws IOException, InterruptedException {
    Path file = place.records(10, "5424");
    Job few =
        place.correlator(place.home(), "patterns-few", "bars.yaml", "sessions", file).onOneCore();
    Path more = place.copy("more-patterns-program");
    PluginJar.write(
        more.resolve("plugins/idle-patterns.jar"),
        IdlePatterns.class,
        IdlePatterns.Config.class,
        IdlePatterns.Never.class);
    Job many =
        place.correlator(more, "patterns-many", "more-patterns.yaml", "sessions", file).onOneCore();
    List<List<Timing>> timings = Job.inTurn(TIMES, few, many);
    double ratio = Timing.median(timings.get(1)) / Timing.median(timings.get(0));
    return List.of(
        Figure.atMost(
            1.3,
            name(),
            ratio,
            "times the time with 1,000 more patterns",
            Timing.text("few", timings.get(0))
                + ", "
                + Timing.text("many", timings.get(1))
                + ", "
                + Workplace.load()));
  }
}
