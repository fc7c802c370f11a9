package dev.correlator.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Bytes of live heap that one more open session takes, and one more address in a window. */
final class StateSize implements Bar {

  private static final int FEW = 100_000;
  private static final int MANY = 1_000_000;
  // As the packaged program, but with room.
  private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xmx3g");

  @Override
  public String name() {
    return "state";
  }

  @Override
  public List<Figure> measure(Workplace place) throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    figures.add(figure(place, "open", 350, "bytes per open session"));
    figures.add(figure(place, "addrs", 200, "bytes per address in a window"));
    return figures;
  }

  private Figure figure(Workplace place, String scenario, double bound, String unit)
      throws IOException, InterruptedException {
    long few = liveBytes(place, scenario, FEW);
    long many = liveBytes(place, scenario, MANY);
    return Figure.atMost(
        bound,
        name(),
        (double) (many - few) / (MANY - FEW),
        unit,
        "live heap %,d bytes at %,d and %,d at %,d".formatted(few, FEW, many, MANY));
  }

  private static long liveBytes(Workplace place, String scenario, int count)
      throws IOException, InterruptedException {
    Job job =
        place.java(
            "state",
            OPTIONS,
            System.getProperty("java.class.path"),
            LiveHeap.class.getName(),
            place.scenario(scenario, count).toString());
    job.run();
    return Long.parseLong(job.output().strip());
  }
}
