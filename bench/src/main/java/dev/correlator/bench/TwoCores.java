package dev.correlator.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What more cores give: all of them against one, as the program decides by itself. */
final class TwoCores implements Bar {

  private static final int TIMES = 3;

  @Override
  public String name() {
    return "cores";
  }

  @Override
  public List<Figure> measure(Workplace place) throws IOException, InterruptedException {
    Path file = place.records(10, "5424");
    Job all = place.correlator(place.home(), "cores", "bars.yaml", "sessions", file);
    List<String> command = new ArrayList<>(all.command());
    command.add(2, "--shards");
    command.add(3, "2");
    Job sharded = new Job(command, all.folder(), all.environment(), -1);
    List<List<Timing>> timings = Job.inTurn(TIMES, all.onOneCore(), all, sharded);
    List<Figure> figures = new ArrayList<>();
    double one = Timing.median(timings.get(0));
    String detail = Timing.text("one core", timings.get(0));
    figures.add(
        Figure.told(
            name(),
            one / Timing.median(timings.get(1)),
            "times as fast on " + Runtime.getRuntime().availableProcessors() + " cores (goal: 1.6)",
            detail + ", " + Timing.text("all", timings.get(1)) + ", " + Workplace.load()));
    figures.add(
        Figure.told(
            name(),
            one / Timing.median(timings.get(2)),
            "times as fast with --shards 2",
            detail + ", " + Timing.text("two shards", timings.get(2))));
    return figures;
  }
}
