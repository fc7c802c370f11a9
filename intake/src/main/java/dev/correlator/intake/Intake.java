package dev.correlator.intake;

import dev.correlator.core.Sources;
import dev.correlator.core.Stamper;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The files of one run. {@link #open} finds out what they are; then each {@link LogSource} is read
 * block by block, and a {@link BlockParser} for each thread finds the records.
 *
 * <p>Sources are ranked by the time of their first record, those of the same time by their first
 * bytes: never by the order in which the user named them.
 */
public final class Intake implements Closeable {

  /** What the user writes for standard input. */
  public static final String STANDARD_INPUT = "-";

  private final Formats formats;
  private final IntakeOptions options;
  private final OpenFiles open;
  private final List<LogSource> sources;
  private final List<String> notes;
  private final int[] formatNumbers;

  private Intake(
      Formats formats,
      IntakeOptions options,
      OpenFiles open,
      List<LogSource> sources,
      List<String> notes,
      Sources table) {
    this.formats = formats;
    this.options = options;
    this.open = open;
    this.sources = List.copyOf(sources);
    this.notes = List.copyOf(notes);
    formatNumbers = new int[formats.size()];
    for (int i = 0; i < formatNumbers.length; i++) {
      formatNumbers[i] = table.format(formats.names().get(i));
    }
  }

  /**
   * Opens inputs.
   *
   * @param inputs files, patterns of names as {@code log/*.gz} that the shell left, or {@code -}
   * @param table takes the names of sources and formats
   * @param standardInput what {@code -} stands for
   * @throws IntakeException some cannot be read; all of them are named
   */
  public static Intake open(
      List<String> inputs,
      IntakeOptions options,
      Formats formats,
      Sources table,
      InputStream standardInput) {
    List<Problem> problems = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    String stated = options.format();
    if (stated != null && formats.index(stated) < 0) {
      throw new IntakeException(
          List.of(
              new Problem(
                  stated,
                  "there is no such format; there are " + String.join(", ", formats.names()))));
    }
    OpenFiles open = new OpenFiles();
    List<Beginning> beginnings = new ArrayList<>();
    for (Map.Entry<String, Path> file : files(inputs, problems, notes).entrySet()) {
      String name = file.getKey();
      try {
        beginnings.add(
            name.equals(STANDARD_INPUT)
                ? Beginning.of(standardInput, "stdin", formats, options)
                : Beginning.of(file.getValue(), name, open, formats, options));
      } catch (IOException e) {
        problems.add(new Problem(name, Problem.text(e)));
      }
    }
    if (!problems.isEmpty()) {
      IntakeException unread = new IntakeException(problems);
      try {
        open.close();
      } catch (IOException e) {
        unread.addSuppressed(e);
      }
      throw unread;
    }
    beginnings.sort(Intake::byFirst);
    for (int i = 1; i < beginnings.size(); i++) {
      Beginning b = beginnings.get(i);
      b.beginsAsBefore = Arrays.equals(b.rank, beginnings.get(i - 1).rank);
    }
    List<LogSource> sources = new ArrayList<>();
    // Not made inside: the quick start learns from logs of one block, which no spare parser reads.
    IntFunction<LogSource> byNumber = number -> source(sources, number);
    SpareParsers parsers =
        new SpareParsers(() ->
            new BlockParser(byNumber, formats, new int[formats.size()], options.recordBytesMax()));
    int compressedBytes = BlockSize.ofCompressed(beginnings.size());
    for (Beginning b : beginnings) {
      notes.addAll(b.notes);
      b.rank = new byte[0];
      Stamper stamper = new Stamper(options.policy(), b.yearRule, options.zone());
      int number = table.add(b.name);
      sources.add(
          new LogSource(b, formats, stated != null, stamper, number, parsers, compressedBytes));
    }
    return new Intake(formats, options, open, sources, notes, table);
  }

  /** No comparator of comparators: the JVM would make it anew in each start. */
  private static int byFirst(Beginning one, Beginning other) {
    int c = Long.compare(one.firstNanos, other.firstNanos);
    c = c != 0 ? c : Arrays.compareUnsigned(one.rank, other.rank);
    return c != 0 ? c : one.name.compareTo(other.name);
  }

  /**
   * The files that inputs stand for, as far as there are any: patterns of names replaced, standard
   * input left out.
   *
   * @param inputs as for {@link #open}
   */
  public static List<Path> files(List<String> inputs) {
    List<Path> files = new ArrayList<>();
    for (String input : inputs) {
      if (!input.equals(STANDARD_INPUT)) {
        files.addAll(NamePattern.files(input, new ArrayList<>()));
      }
    }
    return files;
  }

  /** The files by the names under which they are reported, each once. */
  private static Map<String, Path> files(
      List<String> inputs, List<Problem> problems, List<String> notes) {
    Map<String, Path> files = new LinkedHashMap<>();
    Map<Path, String> known = new LinkedHashMap<>();
    for (String input : inputs) {
      if (input.equals(STANDARD_INPUT)) {
        files.put(input, Path.of(input));
        continue;
      }
      List<Path> named = NamePattern.files(input, problems);
      for (Path path : named) {
        String name = named.size() == 1 && Files.exists(Path.of(input)) ? input : path.toString();
        if (Files.isDirectory(path)) {
          problems.add(
              new Problem(name, "is a directory; name its files, as " + path.resolve("*")));
          continue;
        }
        String first = known.putIfAbsent(real(path), name);
        if (first == null) {
          files.put(name, path);
        } else {
          notes.add(
              first.equals(name)
                  ? name + ": named twice, read once"
                  : name + ": the same file as " + first + ", read once");
        }
      }
    }
    return files;
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath();
    }
  }

  /** The sources in their order. */
  public List<LogSource> sources() {
    return sources;
  }

  /** What the user should know about the inputs as a whole, each a line. */
  public List<String> notes() {
    return notes;
  }

  /** How large blocks are as a rule, in bytes; they grow with the records. */
  public int blockBytes() {
    return BlockSize.USUAL;
  }

  /** Makes a parser for one thread. */
  public BlockParser parser() {
    return new BlockParser(this::source, formats, formatNumbers, options.recordBytesMax());
  }

  Found found() {
    return new Found(formats.size());
  }

  /** The source of a number. */
  LogSource source(int number) {
    return source(sources, number);
  }

  /** Their numbers follow each other. */
  private static LogSource source(List<LogSource> sources, int number) {
    return sources.get(number - sources.get(0).number());
  }

  @Override
  public void close() throws IOException {
    for (LogSource source : sources) {
      source.close();
    }
    open.close(); // those that nobody began to read
  }
}
