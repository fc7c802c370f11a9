package dev.correlator.app;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.LogRecord;
import dev.correlator.core.ModuleFailure;
import dev.correlator.core.Observer;
import dev.correlator.core.Output;
import dev.correlator.core.Timing;
import dev.correlator.delivery.WholeFile;
import dev.correlator.intake.IntakeException;
import dev.correlator.intake.LogSource;
import dev.correlator.intake.Rejects;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.exc.JacksonIOException;

/**
 * The report as a page: one file that needs nothing else. Everything that comes from a log is in
 * sections of compressed data written in base 64, whose alphabet has no character that means
 * something to HTML; the script puts it into the page as text.
 *
 * <p>While applications run their events are gathered on disk; then the files are read a second
 * time, for the text of the records of those events that the page shows. Bounds: {@link
 * PageEvents#TRANSACTIONS_MAX}, {@link PageLines#RECORDS_MAX}, {@link PageLines#TEXT_BYTES_MAX}.
 * The file appears when it is whole. Used by one thread.
 */
final class HtmlPage implements Closeable {

  private static final int LINE_CHARACTERS = 1_000;

  /** How the title of each page begins. */
  private static final String TITLE = "<title>Correlator report";

  private final WholeFile file;
  private final RunRequest request;
  private final ZoneId zone;
  private final int transactionsMax;
  private final int recordsMax;
  private final Map<Application, PageEvents> events = new LinkedHashMap<>();

  /**
   * Readies a page.
   *
   * @param file where it will be
   * @throws RefusedException if it cannot be written there
   */
  HtmlPage(Path file, RunRequest request) {
    this(file, request, PageEvents.TRANSACTIONS_MAX, PageLines.RECORDS_MAX);
  }

  /** Readies a page with less room. */
  HtmlPage(Path file, RunRequest request, int transactionsMax, int recordsMax) {
    this.request = request;
    this.transactionsMax = transactionsMax;
    this.recordsMax = recordsMax;
    zone = request.configuration().system().record().timezone();
    try {
      this.file = new WholeFile(file);
    } catch (IOException e) {
      throw Outputs.refused(Outputs.HTML, file, e);
    }
  }

  /**
   * Whether a file holds a page that was written here.
   *
   * @param beginning how it begins: some thousand characters
   */
  static boolean wrote(String beginning) {
    return beginning.startsWith("<!DOCTYPE html>") && beginning.contains(TITLE);
  }

  /** What takes the events of an application. */
  PageEvents events(Application application) {
    return events.computeIfAbsent(application, a -> new PageEvents(zone, transactionsMax));
  }

  /**
   * Writes the page.
   *
   * @return the results, each with what the page holds of it
   */
  List<RunResult> write(List<RunResult> results, PrintWriter err, Interruption interruption)
      throws InterruptedException {
    List<RunResult> told = new ArrayList<>();
    try (file) {
      OutputStream out = new BufferedOutputStream(file.stream());
      PageParts parts = PageParts.load();
      String frame = PageParts.read("page.html");
      text(before(frame, "<!--data-->").replace("{policy}", parts.policy()), out, parts);
      for (int i = 0; i < results.size(); i++) {
        told.add(write(i, results.get(i), out, err, interruption));
      }
      text(behind(frame, "<!--data-->"), out, parts);
      out.flush();
      file.commit();
      return told;
    } catch (IOException | UncheckedIOException | JacksonIOException e) {
      return results.stream().map(r -> r.withPage(PageSummary.failed(reason(e)))).toList();
    }
  }

  private static String before(String frame, String mark) {
    return frame.substring(0, frame.indexOf(mark));
  }

  private static String behind(String frame, String mark) {
    return frame.substring(frame.indexOf(mark) + mark.length());
  }

  private static void text(String frame, OutputStream out, PageParts parts) throws IOException {
    String text = frame.replace("{style}", parts.style()).replace("{script}", parts.script());
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String reason = cause instanceof FileSystemException f ? f.getReason() : cause.getMessage();
    return "the page is not written: " + (reason == null ? cause.toString() : reason);
  }

  private RunResult write(
      int number, RunResult result, OutputStream out, PrintWriter err, Interruption interruption)
      throws IOException, InterruptedException {
    PageEvents found = events(result.application());
    PageColumns columns = new PageColumns(found.types(), found.transactionsKept());
    try (PageLines lines = new PageLines(recordsMax)) {
      found.readTransactions(row -> columns.add(row, lines));
      found.readOthers(row -> row.records().forEach(lines::want));
      @Nullable String unreadable = readAgain(result, found, lines, err, interruption);
      found.readOthers(row -> {
        if (row.last() != null) {
          lines.offer(row.last());
        }
      });
      lines.number();
      PageSummary summary = summary(found, columns, lines, unreadable);
      RunResult told = result.withPage(summary);
      PageJson json = new PageJson(told, found, columns, lines, summary, zone);
      section(number, "head", out, to -> json.write(Instant.now(), CommandShell.version(), to));
      section(number, "strings", out, to -> strings(columns.strings(), to));
      section(number, "columns", out, to -> columns.write(lines, to));
      begin(number, "text", out);
      try (OutputStream base64 = base64(out);
          InputStream text = lines.compressedText()) {
        text.transferTo(base64);
      }
      end(out);
      return told;
    }
  }

  /** Reads the files for the text of records; what cannot be read again, or null. */
  private @Nullable String readAgain(
      RunResult result,
      PageEvents found,
      PageLines lines,
      PrintWriter err,
      Interruption interruption)
      throws IOException, InterruptedException {
    List<String> inputs = new ArrayList<>();
    for (LogSource source : result.sources()) {
      if (!ReadOnce.isGone(source)) {
        inputs.add(source.name());
      }
    }
    List<String> once = ReadOnce.of(result.sources());
    String unreadable = once.isEmpty() ? null : ReadOnce.words(once);
    if (inputs.isEmpty() || lines.wanted() == 0) {
      return unreadable;
    }
    Again again = new Again(found, lines);
    try (HistoryRun run =
            new HistoryRun(
                new Reading(List.of(result.application())),
                zone,
                request.formats(),
                inputs,
                new Rejects(),
                request.atEnd() == RunRequest.AtEnd.DRAIN,
                0,
                again);
        ProgressLine progress = ProgressLine.of(request.progress(), run.intake(), err)) {
      again.stop = run::stop;
      interruption.onInterrupt(run::stop);
      run.run(new Ticking(progress::update));
    } catch (IntakeException e) {
      return Printable.line(String.valueOf(e.getMessage()));
    }
    return unreadable;
  }

  /** Offers the records of transactions, until all that are wanted were found. */
  private static final class Again implements Observer {

    private final PageEvents found;
    private final PageLines lines;
    private Runnable stop = () -> {};

    Again(PageEvents found, PageLines lines) {
      this.found = found;
      this.lines = lines;
    }

    @Override
    public void joined(
        String application,
        String module,
        String stage,
        List<String> key,
        Instant began,
        Instant time,
        Timing timing,
        LogRecord record) {
      Integer source = found.sourceNumber(record.ref().source());
      if (source != null) {
        lines.offer(source, time, record);
        if (lines.isComplete()) {
          stop.run();
        }
      }
    }
  }

  /** Is told of nothing but that the run goes on: what it finds was found before. */
  private record Ticking(Runnable ticks) implements Output {
    @Override
    public void events(List<EventEnvelope<?>> events) {}

    @Override
    public void progress() {
      ticks.run();
    }

    @Override
    public void failed(ModuleFailure failure) {}
  }

  private static PageSummary summary(
      PageEvents found, PageColumns columns, PageLines lines, @Nullable String unreadable) {
    List<String> notes = new ArrayList<>();
    if (columns.size() < found.transactions()) {
      notes.add(
          "the page lists %s of %s transactions: %s of the %s failed ones, then others, of each the"
                  .formatted(
                      CountText.of(columns.size()),
                      CountText.of(found.transactions()),
                      CountText.of(found.failedKept()),
                      CountText.of(found.failed()))
              + " newest; counts, bars and durations are of all");
    }
    if (found.others() > PageEvents.OTHERS_MAX) {
      notes.add(
          "it lists the newest %s of %s"
              .formatted(
                  CountText.of(PageEvents.OTHERS_MAX),
                  CountText.of(found.others(), "other event")));
    }
    if (lines.refused() > 0) {
      notes.add(
          "it has room for %s; left out: %s more"
              .formatted(CountText.of(lines.wanted(), "log line"), CountText.of(lines.refused())));
    }
    if (lines.leftOut() > 0) {
      notes.add(
          "it has room for %s of text; left out: %s"
              .formatted(
                  (PageLines.TEXT_BYTES_MAX >> 20) + " MiB",
                  CountText.of(lines.leftOut(), "log line")));
    }
    if (unreadable != null) {
      notes.add(unreadable);
    }
    long missing = lines.wanted() - lines.found() - lines.leftOut();
    if (missing > 0) {
      notes.add(
          "named by file and line only, without the text: %s"
              .formatted(CountText.of(missing, "log line")));
    }
    return new PageSummary(
        columns.size(),
        found.transactions(),
        lines.found(),
        lines.wanted() + lines.refused(),
        notes,
        null);
  }

  private static void strings(List<String> strings, OutputStream to) throws IOException {
    for (String s : strings) {
      to.write(s.getBytes(StandardCharsets.UTF_8));
      to.write('\n');
    }
  }

  /** What writes the content of a section. */
  private interface Content {
    void write(OutputStream to) throws IOException;
  }

  private static void section(int number, String name, OutputStream out, Content content)
      throws IOException {
    begin(number, name, out);
    Deflater deflater = new Deflater(6);
    try (OutputStream to =
        new BufferedOutputStream(new DeflaterOutputStream(base64(out), deflater))) {
      content.write(to);
    } finally {
      deflater.end();
    }
    end(out);
  }

  /**
   * Only digits of base 64 and line feeds, whatever is written; closing it leaves the page open.
   */
  private static OutputStream base64(OutputStream out) {
    OutputStream open =
        new FilterOutputStream(out) {
          @Override
          public void write(byte[] b, int from, int length) throws IOException {
            out.write(b, from, length);
          }

          @Override
          public void close() throws IOException {
            flush();
          }
        };
    return Base64.getMimeEncoder(LINE_CHARACTERS, new byte[] {'\n'}).wrap(open);
  }

  private static void begin(int number, String name, OutputStream out) throws IOException {
    String tag =
        "<script type=\"application/octet-stream\" data-run=\"%d\" data-part=\"%s\">\n"
            .formatted(number, name);
    out.write(tag.getBytes(StandardCharsets.US_ASCII));
  }

  private static void end(OutputStream out) throws IOException {
    out.write("\n</script>\n".getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    file.close();
    for (PageEvents e : events.values()) {
      e.close();
    }
  }
}
