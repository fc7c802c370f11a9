package dev.correlator.bench;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.RecordRef;
import dev.correlator.core.BlockWriter;
import dev.correlator.core.Engine;
import dev.correlator.core.EngineOptions;
import dev.correlator.core.EngineSummary;
import dev.correlator.core.ModuleFailure;
import dev.correlator.core.Output;
import dev.correlator.core.Program;
import dev.correlator.core.RecordBlock;
import dev.correlator.core.SourceFeed;
import dev.correlator.core.Sources;
import dev.correlator.core.Stamper;
import dev.correlator.core.spi.Tasks;
import dev.correlator.intake.BlockParser;
import dev.correlator.intake.Feeds;
import dev.correlator.intake.Formats;
import dev.correlator.intake.Intake;
import dev.correlator.intake.IntakeOptions;
import dev.correlator.intake.LogSource;
import dev.correlator.intake.Rejects;
import dev.correlator.modules.OpenSsh;
import dev.correlator.testkit.EventText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run over a log, or over the files that it was cut into. Positions are told as those in the
 * log itself.
 */
final class InvarianceRun implements Output {

  /** No record of the generator is longer. */
  private static final int RECORD_BYTES_MAX = 2_000;

  /**
   * How it is run.
   *
   * @param shards over how many shards keys are spread
   * @param threads runs them, or null: on the caller's thread
   * @param smallBlocks blocks of a few records
   * @param parsers how many threads parse ahead
   * @param drain whether all deadlines pass at the end
   */
  record Way(
      int shards,
      @Nullable ExecutorService threads,
      boolean smallBlocks,
      int parsers,
      boolean drain) {

    static Way of(int shards) {
      return new Way(shards, null, false, 0, false);
    }
  }

  private final InvarianceLog log;
  private final List<Path> files;
  private final List<int[]> frames;
  private final Consumer<EventEnvelope<?>> events;
  private final MessageDigest sha = sha256();
  private final List<String> texts;
  private final @Nullable List<String> expected;
  private final List<String> names = new ArrayList<>();
  private int count;

  /** The first event that differs from what is expected, or null. */
  @Nullable String difference;

  /** What was counted. */
  @Nullable EngineSummary summary;

  /** Records that did not keep their own time. */
  long inexact;

  /**
   * Prepares a run.
   *
   * @param files what the log was cut into
   * @param frames the frames of the log that each of them has
   * @param expected the texts of the events, or null where nothing is known
   */
  InvarianceRun(
      InvarianceLog log,
      List<Path> files,
      List<int[]> frames,
      @Nullable List<String> expected,
      Consumer<EventEnvelope<?>> events) {
    this.log = log;
    this.files = files;
    this.frames = frames;
    this.expected = expected;
    this.events = events;
    texts = new ArrayList<>();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** Runs; returns the SHA-256 of the texts of all events. */
  String run(Way way, long hashSeed) throws IOException {
    Sources table = new Sources();
    OpenSsh.Config config =
        new OpenSsh.Config(
            Duration.ofMinutes(5),
            5,
            List.of(OpenSsh.Counted.FAILED_PASSWORD),
            false,
            Duration.ofDays(2));
    Program program =
        Program.builder("openssh")
            .sources(table)
            .hashSeed(hashSeed)
            .module("openssh", new OpenSsh(), config)
            .build();
    ExecutorService threads = way.threads();
    Tasks tasks = threads == null ? Tasks.INLINE : work -> onThreads(work, threads);
    Engine engine =
        new Engine(
            program,
            EngineOptions.standard().withShards(way.shards(), tasks).withDrain(way.drain()),
            this);
    List<String> inputs = files.stream().map(Path::toString).toList();
    IntakeOptions options =
        IntakeOptions.defaults(Instant.EPOCH)
            .withYear(2026)
            .withRecordBytesMax(
                way.smallBlocks() ? RECORD_BYTES_MAX : IntakeOptions.RECORD_BYTES_MAX);
    try (Intake intake =
        Intake.open(inputs, options, Formats.installed(), table, InputStream.nullInputStream())) {
      for (LogSource s : intake.sources()) {
        names.add(s.name());
      }
      if (way.smallBlocks()) {
        engine.run(smallBlocks(intake, engine));
      } else {
        try (Feeds feeds =
            new Feeds(intake, () -> new BlockWriter(engine), way.parsers(), new Rejects())) {
          engine.run(feeds.feeds());
        }
      }
      for (LogSource s : intake.sources()) {
        Stamper stamper = s.stamper();
        inexact += stamper.adjusted() + stamper.retimed() + stamper.assumedTimes();
      }
    }
    summary = engine.summary();
    if (expected != null && difference == null && count != expected.size()) {
      difference = count + " events, not " + expected.size();
    }
    return HexFormat.of().formatHex(sha.digest(), 0, 16);
  }

  private static void onThreads(List<Runnable> work, ExecutorService threads) {
    CompletableFuture.allOf(
            work.stream()
                .map(w -> CompletableFuture.runAsync(w, threads))
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  private static List<SourceFeed> smallBlocks(Intake intake, Engine engine) {
    BlockParser parser = intake.parser();
    BlockWriter writer = new BlockWriter(engine);
    List<SourceFeed> feeds = new ArrayList<>();
    for (LogSource source : intake.sources()) {
      feeds.add(
          new SourceFeed() {
            @Override
            public Stamper stamper() {
              return source.stamper();
            }

            @Override
            public @Nullable RecordBlock next() {
              RecordBlock block = new RecordBlock(RECORD_BYTES_MAX);
              if (!source.read(block)) {
                return null;
              }
              parser.parse(block, writer);
              return block;
            }

            @Override
            public void release(RecordBlock block) {
              block.clear();
            }
          });
    }
    return feeds;
  }

  @Override
  public void events(List<EventEnvelope<?>> more) {
    for (EventEnvelope<?> e : more) {
      events.accept(e);
      String text = EventText.of(e, this::place);
      sha.update(text.getBytes(StandardCharsets.UTF_8));
      sha.update((byte) '\n');
      if (expected == null) {
        texts.add(text);
      } else if (difference == null
          && (count >= expected.size() || !expected.get(count).equals(text))) {
        difference =
            "event "
                + (count + 1)
                + "\nusual: "
                + (count < expected.size() ? expected.get(count) : "(none)")
                + "\nhere:  "
                + text;
      }
      count++;
    }
  }

  /** Where a record stands in the log, whatever file it was put in. */
  private String place(RecordRef r) {
    int file = names.indexOf(r.source());
    int[] own = frames.get(files.indexOf(Path.of(names.get(file))));
    int frame = own[Math.toIntExact(r.line() - 1)];
    boolean whole = own.length == log.frames;
    if (whole && own[0] == 0 && own[own.length - 1] == own.length - 1 && frame == r.line() - 1) {
      if (log.offset(frame) != r.offset()) {
        return "wrong offset " + r.offset() + " of line " + r.line();
      }
    }
    return (frame + 1) + "@" + log.offset(frame);
  }

  @Override
  public void failed(ModuleFailure failure) {
    throw new IllegalStateException(failure.toString(), failure.cause());
  }

  /** The texts of the events of a run of which nothing was expected. */
  List<String> texts() {
    return texts;
  }
}
