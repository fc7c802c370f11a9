package dev.correlator.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON lines on one core, against the same job written by hand on Jackson's streaming parser
 * ({@link JsonSessions}): three million records of the fleet, a row for each session and each
 * connection that failed.
 */
final class JsonLines implements Bar {

  private static final int MILLIONS = 3;
  private static final int TIMES = 5;

  /** What a line of the generator consists of: priority and version, time, host ... text. */
  private static final int PARTS = 8;

  @Override
  public String name() {
    return "json-lines";
  }

  @Override
  public List<Figure> measure(Workplace place) throws IOException, InterruptedException {
    Path file = place.work().resolve("m" + MILLIONS + ".json.log");
    if (!Files.exists(file)) {
      write(place.records(MILLIONS, "5424"), file);
    }
    Job byHand =
        place
            .java(
                "json-by-hand",
                System.getProperty("java.class.path"),
                JsonSessions.class.getName(),
                file.toString(),
                "rows.csv")
            .onOneCore();
    Job ours =
        place.correlator(place.home(), "json-lines", "bars.yaml", "sessions", file).onOneCore();
    List<List<Timing>> timings = Job.inTurn(TIMES, byHand, ours);
    long rows = Workplace.lines(byHand.folder().resolve("rows.csv"));
    long ourRows = Workplace.lines(ours.folder().resolve("csv/openssh.Connection.csv"));
    if (ourRows < rows) {
      throw new IOException(ourRows + " rows where the program by hand writes " + rows);
    }
    return List.of(
        Figure.atLeast(
            0.3,
            name(),
            Timing.median(timings.get(0)) / Timing.median(timings.get(1)),
            "of the speed of a program by hand on Jackson",
            Timing.text("correlator", timings.get(1))
                + ", "
                + Timing.text("by hand", timings.get(0))
                + ", "
                + Workplace.load()));
  }

  /** Writes the records as a library of logging would. */
  private static void write(Path syslog, Path json) throws IOException {
    Path unfinished = json.resolveSibling(json.getFileName() + ".unfinished");
    try (BufferedReader in = Files.newBufferedReader(syslog, StandardCharsets.ISO_8859_1);
        JsonGenerator out =
            new JsonFactory()
                .createGenerator(ObjectWriteContext.empty(), Files.newBufferedWriter(unfinished))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] part = line.split(" ", PARTS);
        int priority = Integer.parseInt(part[0].substring(1, part[0].indexOf('>')));
        out.writeStartObject();
        out.writeStringProperty("time", part[1]);
        out.writeNumberProperty("level", priority & 7);
        out.writeStringProperty("host", part[2]);
        out.writeStringProperty("app", part[3]);
        out.writeStringProperty("pid", part[4]);
        out.writeStringProperty("msg", part[PARTS - 1]);
        out.writeEndObject();
        out.writeRaw('\n');
      }
    }
    Files.move(unfinished, json, StandardCopyOption.REPLACE_EXISTING);
  }
}
