package dev.correlator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a user would pick instead, on the same million records with the same to find. */
final class Peers implements Bar {

  private static final int TIMES = 3;

  @Override
  public String name() {
    return "peers";
  }

  @Override
  public List<Figure> measure(Workplace place) throws IOException, InterruptedException {
    Path file = place.records(1, "3164");
    Job ours = place.correlator(place.home(), "peers", "bars.yaml", "findings", file);
    Job sec =
        new Job(
            List.of(place.bench("sec/run.sh").toString(), file.toString()), place.folder("sec"));
    Path build = place.folder("esper");
    if (!Files.exists(build.resolve("classes/EsperBench.class"))) {
      new Job(
              List.of(place.bench("jvm/build.sh").toString(), "esper", build.toString()),
              build,
              Map.of("JAVA_HOME", System.getProperty("java.home")),
              -1)
          .run();
    }
    Job esper =
        place.java(
            "esper",
            List.of("-Xmx2g"),
            build.resolve("classes") + ":" + build.resolve("lib") + "/*",
            "EsperBench",
            file.toString(),
            "found.tsv",
            "1");
    List<List<Timing>> timings = Job.inTurn(TIMES, ours, sec, esper);
    String detail = Timing.text("correlator", timings.get(0)) + ", ";
    return List.of(
        against("SEC", timings.get(0), timings.get(1), detail),
        against("Esper", timings.get(0), timings.get(2), detail));
  }

  private Figure against(String peer, List<Timing> ours, List<Timing> theirs, String detail) {
    return Figure.told(
        name(),
        Timing.median(theirs) / Timing.median(ours),
        "times as fast as " + peer + ", 1,000,000 records from start to exit",
        detail + Timing.text(peer, theirs) + ", " + Workplace.load());
  }
}
