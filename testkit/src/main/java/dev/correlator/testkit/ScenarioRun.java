package dev.correlator.testkit;

import dev.correlator.api.EventEnvelope;
import dev.correlator.core.BlockWriter;
import dev.correlator.core.Engine;
import dev.correlator.core.EngineOptions;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs modules on sources, in one of many ways that must not matter. */
final class ScenarioRun {

  /** As large as they are usually. */
  static final int USUAL_BLOCKS = -1;

  /**
   * How a run is done.
   *
   * @param shards over how many shards keys are spread
   * @param threads how many threads work on them; 0: the caller's alone
   * @param blockBytes the size of blocks, at least a record; or {@link #USUAL_BLOCKS}
   * @param parsers how many threads parse ahead; 0: none
   * @param hashSeed of hash tables
   */
  record Way(int shards, int threads, int blockBytes, int parsers, long hashSeed) {

    static final Way USUAL = new Way(1, 0, USUAL_BLOCKS, 0, 0);
  }

  /**
   * What the user said.
   *
   * @param modules adds the modules
   * @param zone of calendars and of records that leave it out; null: UTC
   * @param hold how long records wait for those before them
   * @param drain whether all deadlines pass at the end
   * @param formats those that lines may be of
   * @param format the only one that they are of; null: found by looking
   */
  record Settings(
      Consumer<Program.Builder> modules,
      @Nullable ZoneId zone,
      Duration hold,
      boolean drain,
      Formats formats,
      @Nullable String format) {

    static Settings usual() {
      return new Settings(b -> {}, null, Duration.ofSeconds(10), false, Formats.installed(), null);
    }

    Settings withModules(Consumer<Program.Builder> others) {
      return new Settings(others, zone, hold, drain, formats, format);
    }

    Settings withZone(ZoneId other) {
      return new Settings(modules, other, hold, drain, formats, format);
    }

    Settings withHold(Duration other) {
      return new Settings(modules, zone, other, drain, formats, format);
    }

    Settings withDrain() {
      return new Settings(modules, zone, hold, true, formats, format);
    }

    Settings withFormats(Formats others) {
      return new Settings(modules, zone, hold, drain, others, format);
    }

    Settings withFormat(String only) {
      return new Settings(modules, zone, hold, drain, formats, only);
    }
  }

  private final Settings settings;
  private final ScenarioFolder folder;

  ScenarioRun(Settings settings, ScenarioFolder folder) {
    this.settings = settings;
    this.folder = folder;
  }

  /** Runs. */
  ScenarioResult run(List<ScenarioSource> sources, Way way) {
    try (ScenarioThreads threads = new ScenarioThreads(Math.max(1, way.threads()))) {
      Sources table = new Sources();
      Collected collected = new Collected();
      Engine engine =
          new Engine(
              program(table, way.hashSeed()),
              EngineOptions.standard()
                  .withHold(settings.hold())
                  .withDrain(settings.drain())
                  .withShards(way.shards(), way.threads() == 0 ? Tasks.INLINE : threads),
              collected);
      Rejects rejects = new Rejects();
      try (Intake intake = open(sources, way.blockBytes(), table)) {
        if (way.blockBytes() == USUAL_BLOCKS) {
          try (Feeds feeds =
              new Feeds(intake, () -> new BlockWriter(engine), way.parsers(), rejects)) {
            engine.run(feeds.feeds());
          }
        } else {
          engine.run(smallBlocks(intake, engine, way.blockBytes()));
        }
        return result(engine, intake, collected, rejects);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ScenarioResult result(
      Engine engine, Intake intake, Collected collected, Rejects rejects) {
    long adjusted = 0;
    long retimed = 0;
    long assumed = 0;
    for (LogSource s : intake.sources()) {
      adjusted += s.stamper().adjusted();
      retimed += s.stamper().retimed();
      assumed += s.stamper().assumedTimes();
    }
    return new ScenarioResult(
        collected.events,
        collected.failures,
        rejects.samples(),
        engine.summary(),
        adjusted,
        retimed,
        assumed);
  }

  private Program program(Sources table, long hashSeed) {
    Program.Builder builder = Program.builder("scenario").sources(table).hashSeed(hashSeed);
    if (settings.zone() != null) {
      builder.zone(settings.zone());
    }
    settings.modules().accept(builder);
    return builder.build();
  }

  /** The lines of a source. */
  ScenarioLines lines(ScenarioSource source) {
    List<ScenarioSource> only = List.of(source);
    try (Intake intake = open(only, USUAL_BLOCKS, new Sources())) {
      return ScenarioLines.read(intake);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Intake open(List<ScenarioSource> sources, int blockBytes, Sources table)
      throws IOException {
    return folder.open(sources, options(sources, blockBytes), settings.formats(), table);
  }

  private IntakeOptions options(List<ScenarioSource> sources, int blockBytes) {
    Instant written = sources.isEmpty() ? Instant.EPOCH : sources.get(0).written();
    IntakeOptions options =
        IntakeOptions.defaults(written).withZone(settings.zone()).withFormat(settings.format());
    if (blockBytes == USUAL_BLOCKS) {
      return options;
    }
    // Blocks cannot be smaller than the largest record that is allowed.
    int longest = 1;
    for (ScenarioSource s : sources) {
      longest = Math.max(longest, lines(s).recordBytes);
    }
    return options.withRecordBytesMax(Math.min(longest, IntakeOptions.RECORD_BYTES_MAX));
  }

  private static List<SourceFeed> smallBlocks(Intake intake, Engine engine, int blockBytes) {
    BlockParser parser = intake.parser();
    BlockWriter writer = new BlockWriter(engine);
    List<SourceFeed> feeds = new ArrayList<>();
    for (LogSource source : intake.sources()) {
      feeds.add(new SmallBlocks(source, parser, writer, blockBytes));
    }
    return feeds;
  }

  /** Blocks that hold few records, each used once. */
  private record SmallBlocks(
      LogSource source, BlockParser parser, BlockWriter writer, int blockBytes)
      implements SourceFeed {

    @Override
    public Stamper stamper() {
      return source.stamper();
    }

    @Override
    public @Nullable RecordBlock next() {
      RecordBlock block = new RecordBlock(blockBytes);
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
  }

  private static final class Collected implements Output {
    final List<EventEnvelope<?>> events = new ArrayList<>();
    final List<ModuleFailure> failures = new ArrayList<>();

    @Override
    public void events(List<EventEnvelope<?>> more) {
      events.addAll(more);
    }

    @Override
    public void failed(ModuleFailure failure) {
      failures.add(failure);
    }
  }
}
