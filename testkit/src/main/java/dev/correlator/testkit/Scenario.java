package dev.correlator.testkit;

import static java.util.Objects.requireNonNull;

import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordRef;
import dev.correlator.core.EngineSummary;
import dev.correlator.core.ModuleFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A logic module on records, as a test: what are its events?
 *
 * <pre>{@code
 * var scenario = Scenario.of(new Backups(), new Backups.Config(Duration.ofHours(1)))
 *     .lines(
 *         "Mar  2 10:00:00 web1 backup[7]: begin home",
 *         "Mar  2 10:00:09 web1 backup[7]: done");
 * assertThat(scenario.events(Backup.class)).containsExactly(new Backup("home"));
 * scenario.invariant();
 * }</pre>
 *
 * <p>The records are read, ordered and given to the module by the code that does it in a real run;
 * nothing is simulated. Immutable: each method returns a new scenario. It needs no test framework.
 */
public final class Scenario {

  /** The year of lines that leave it out, where none is said. */
  public static final int YEAR = 2026;

  private static final String LINES = "lines";

  private final ScenarioRun.Settings settings;
  private final List<ScenarioSource> sources;
  private final int year;

  private Scenario(ScenarioRun.Settings settings, List<ScenarioSource> sources, int year) {
    this.settings = settings;
    this.sources = sources;
    this.year = year;
  }

  /** A module with its settings, under its own name. */
  public static <C extends Record> Scenario of(LogicModule<C> module, C config) {
    return new Scenario(ScenarioRun.Settings.usual(), List.of(), 0)
        .and(name(module), module, config);
  }

  private static String name(LogicModule<?> module) {
    Named named = module.getClass().getAnnotation(Named.class);
    return named == null ? "module" : named.value();
  }

  /** A further module, or the same once more, under a name of its own. */
  public <C extends Record> Scenario and(String name, LogicModule<C> module, C config) {
    return with(
        settings.withModules(settings.modules().andThen(b -> b.module(name, module, config))));
  }

  /**
   * A further format that lines may be of: one that the configuration describes under {@code
   * formats}, or one of your own. Those on the class path that the service loader finds need not be
   * named.
   *
   * <pre>{@code
   * .format("till", new LineFormat("{time} {till} {text}", "", LineRule.UNMATCHED, ""))
   * }</pre>
   *
   * @param name as in the configuration, and in {@link dev.correlator.api.Select#format}
   * @param format see {@link dev.correlator.intake.LineFormat} for those that are described
   * @throws IllegalArgumentException if there is one of this name
   */
  public Scenario format(String name, RecordFormat format) {
    return with(settings.withFormats(settings.formats().with(name, format)));
  }

  /**
   * All lines are of this format, as {@code --input-format} says it; without it, that of each
   * source is found by looking.
   *
   * @param name of one that is installed, or was added by {@link #format}
   * @throws IllegalArgumentException if there is none of this name
   */
  public Scenario inputFormat(String name) {
    List<String> names = settings.formats().names();
    if (!names.contains(name)) {
      throw new IllegalArgumentException("no format '" + name + "'; there are " + names);
    }
    return with(settings.withFormat(name));
  }

  /**
   * Lines of a log, in any format that is installed or was added by {@link #format}. Several calls
   * add to one source.
   */
  public Scenario lines(String... lines) {
    return source(LINES, lines);
  }

  /** Lines of a source of its own, which has a name as a file has. */
  public Scenario source(String name, String... lines) {
    List<String> more = Arrays.asList(lines);
    List<ScenarioSource> all = new ArrayList<>(sources);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).name().equals(name)) {
        all.set(i, all.get(i).plus(more));
        return with(all);
      }
    }
    all.add(ScenarioSource.of(name, more, lastWritten(year == 0 ? YEAR : year)));
    return with(all);
  }

  /**
   * A file, compressed or not, read now. Its date gives the year of records that leave it out, if
   * none is said by {@link #year}.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public Scenario file(Path file) {
    try {
      Instant written = year == 0 ? Files.getLastModifiedTime(file).toInstant() : lastWritten(year);
      List<ScenarioSource> all = new ArrayList<>(sources);
      all.add(new ScenarioSource(file.toString(), Files.readAllBytes(file), written));
      return with(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Scenario with(List<ScenarioSource> all) {
    return new Scenario(settings, List.copyOf(all), year);
  }

  private Scenario with(ScenarioRun.Settings others) {
    return new Scenario(others, sources, year);
  }

  /** The latest date of a file whose first record is put in this year, whatever it says. */
  private static Instant lastWritten(int year) {
    LocalDateTime next = LocalDateTime.of(year + 1, 1, 1, 0, 0);
    return next.minusHours(26).minusSeconds(1).toInstant(ZoneOffset.UTC);
  }

  /** The year of the first record of each source that is added after this, where it is left out. */
  public Scenario year(int newYear) {
    return new Scenario(settings, sources, newYear);
  }

  /** The zone of calendars, and of records that leave it out. Default UTC. */
  public Scenario zone(ZoneId newZone) {
    return with(settings.withZone(newZone));
  }

  /** How long records wait for those before them, in record time. Default 10 s. */
  public Scenario hold(Duration newHold) {
    return with(settings.withHold(newHold));
  }

  /** All deadlines pass at the end; without it, those up to the last record. */
  public Scenario drain() {
    return with(settings.withDrain());
  }

  /**
   * The events, in the order in which handlers get them.
   *
   * @throws AssertionError if code of a module ended in an exception, or if not one line could be
   *     parsed
   */
  public List<EventEnvelope<?>> events() {
    return sound(run()).events();
  }

  /**
   * The events of a type, without what is known about them.
   *
   * @throws AssertionError as {@link #events()}
   */
  public <E extends Event> List<E> events(Class<E> type) {
    return sound(run()).events(type);
  }

  private static ScenarioResult sound(ScenarioResult result) {
    if (!result.failures().isEmpty()) {
      ModuleFailure f = result.failures().get(0);
      throw new AssertionError(
          "stage '%s' failed at %s, key %s, %s: %s"
              .formatted(
                  f.stage(),
                  f.time(),
                  f.key(),
                  f.record() == null ? "without a record" : "record \"" + f.record() + "\"",
                  f.cause()),
          f.cause());
    }
    if (result.summary().records() == 0 && !result.rejected().isEmpty()) {
      throw new AssertionError("no line could be parsed: " + result.rejected().get(0));
    }
    return result;
  }

  /** All that came of it. */
  public ScenarioResult run() {
    try (ScenarioFolder folder = new ScenarioFolder()) {
      return scenarioRun(folder).run(sources, ScenarioRun.Way.USUAL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The records of programs that the modules select, which no pattern matches, in the order of the
   * sources and lines: what a failed assertion may be due to. Each is tried by itself, which takes
   * a run for each: for messages of failures, not for each test.
   */
  public List<String> unmatched() {
    List<String> unmatched = new ArrayList<>();
    try (ScenarioFolder folder = new ScenarioFolder()) {
      ScenarioRun run = scenarioRun(folder);
      for (ScenarioSource source : sources) {
        ScenarioLines lines = run.lines(source);
        for (ScenarioLines.Line line : lines.lines) {
          ScenarioSource alone = lines.source(source.name(), List.of(line));
          EngineSummary summary = run.run(List.of(alone), ScenarioRun.Way.USUAL).summary();
          if (summary.apps().stream().anyMatch(a -> a.selected() && a.unmatched() > 0)) {
            unmatched.add(line.text());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return unmatched;
  }

  private ScenarioRun scenarioRun(ScenarioFolder folder) {
    return new ScenarioRun(settings, folder);
  }

  /**
   * Checks that the events are the same in every way of {@link Variation#all}.
   *
   * @throws AssertionError as {@link #invariant(Variation...)}
   */
  public void invariant() {
    invariant(Variation.all().toArray(new Variation[0]));
  }

  /**
   * Checks that the events are the same in every way of {@link Variation#all} that leaves records
   * where they stand: for those that name no host, which belong to their source, and those that
   * have no time of their own.
   *
   * @throws AssertionError as {@link #invariant(Variation...)}
   */
  public void invariantInPlace() {
    invariant(Variation.all().stream().filter(v -> !v.rearranges()).toArray(Variation[]::new));
  }

  /**
   * Checks that the events are the same, to the last letter, however they are found.
   *
   * @throws AssertionError at the first difference, naming it and the seed; and where a variation
   *     changes the places of records but some record did not keep its own time, so that its place
   *     is part of the input
   */
  public void invariant(Variation... variations) {
    try (ScenarioFolder folder = new ScenarioFolder()) {
      ScenarioRun run = scenarioRun(folder);
      ScenarioResult usual = sound(run.run(sources, ScenarioRun.Way.USUAL));
      List<ScenarioLines> lines = sources.stream().map(run::lines).toList();
      List<String> inPlace = texts(usual, folder, sources, run, true);
      List<String> byContent = texts(usual, folder, sources, run, false);
      Variation.Ground ground = new Variation.Ground(sources, lines, settings.hold().toNanos());
      for (Variation variation : variations) {
        if (variation.rearranges()) {
          checkCanBeRearranged(usual, lines);
        }
        for (Variation.Attempt attempt : variation.attempts(ground)) {
          ScenarioResult other = run.run(attempt.sources(), attempt.way());
          compare(
              attempt,
              attempt.inPlace() ? inPlace : byContent,
              texts(other, folder, attempt.sources(), run, attempt.inPlace()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void checkCanBeRearranged(ScenarioResult usual, List<ScenarioLines> lines) {
    if (!usual.isExact()) {
      throw new AssertionError(
          "the places of records are part of this input: %d adjusted, %d re-timed, %d without time;"
                  .formatted(usual.adjusted(), usual.retimed(), usual.assumed())
              + " invariantInPlace() keeps them");
    }
    if (lines.stream().anyMatch(s -> !s.hosts)) {
      throw new AssertionError(
          "records without a host belong to the source that they stand in; invariantInPlace() keeps"
              + " them there");
    }
    if (lines.stream().anyMatch(s -> s.repetitions)) {
      throw new AssertionError(
          "records that repeat the one before belong behind it; invariantInPlace() keeps them"
              + " there");
    }
  }

  /** The events of a run as texts that can be compared with those of others. */
  private static List<String> texts(
      ScenarioResult result,
      ScenarioFolder folder,
      List<ScenarioSource> ran,
      ScenarioRun run,
      boolean inPlace) {
    Map<String, ScenarioSource> byName = new HashMap<>();
    ran.forEach(s -> byName.put(folder.nameIn(ran, s), s));
    Map<String, ScenarioLines> read = new HashMap<>();
    Function<RecordRef, String> place =
        r -> requireNonNull(byName.get(r.source())).name() + ":" + r.line() + "@" + r.offset();
    Function<RecordRef, String> content =
        r ->
            read.computeIfAbsent(r.source(), name -> run.lines(requireNonNull(byName.get(name))))
                .text(r.line());
    List<String> texts = new ArrayList<>();
    for (EventEnvelope<?> e : result.events()) {
      texts.add(inPlace ? EventText.of(e, place) : EventText.ofContent(e, content));
    }
    return texts;
  }

  private static void compare(
      Variation.Attempt attempt, List<String> expected, List<String> found) {
    int n = Math.min(expected.size(), found.size());
    int i = 0;
    while (i < n && expected.get(i).equals(found.get(i))) {
      i++;
    }
    if (i < n || expected.size() != found.size()) {
      throw new AssertionError(
          "other events: "
              + attempt.what()
              + "\nevent %d of %d (here %d)".formatted(i + 1, expected.size(), found.size())
              + "\nusual: "
              + (i < expected.size() ? expected.get(i) : "(none)")
              + "\nhere:  "
              + (i < found.size() ? found.get(i) : "(none)"));
    }
  }
}
