package dev.correlator.testkit;

import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every record format must do, as checks to run in its test: be found, take its own lines and
 * refuse others, stay inside of the record, never throw whatever the bytes are, and say the same of
 * a record wherever it lies and whatever was parsed before. It needs no test framework; with JUnit:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> contract() {
 *   return FormatContract.of(MyFormat::new)
 *       .accepts("1767225600 web1 shop: order 7 begun")
 *       .refuses("order 7 begun")
 *       .checks().stream().map(check -> dynamicTest(check.name(), check::run));
 * }
 * }</pre>
 *
 * <p>Which fields a line has is for tests of the format's own. Immutable.
 */
public final class FormatContract {

  /** Bytes behind a record that may be read: see {@link RecordParser#parse}. */
  private static final int SLACK_BYTES = 8;

  /** Largest result of {@link RecordFormat#fit}. */
  private static final int FIT_MAX = 100;

  /** The largest facility or none, and the largest severity. */
  private static final int PRIORITY_MAX = RecordHeader.NO_FACILITY + 7;

  /** Records of random bytes. */
  private static final int RANDOM_RECORDS = 20_000;

  /** Their largest length. */
  private static final int RANDOM_BYTES_MAX = 200;

  private static final int THREADS = 4;

  /** Seed of all that is random: a failure comes again. */
  private static final long SEED = 20_260_302;

  /** Each replaces each byte of each line once: ends, signs, digits, and what is no ASCII. */
  private static final byte[] REPLACEMENTS = {
    0,
    ' ',
    '\t',
    '\n',
    '\r',
    '"',
    '\\',
    '-',
    '0',
    '9',
    ':',
    '[',
    ']',
    '{',
    '}',
    'a',
    'Z',
    '|',
    0x7f,
    (byte) 0x80,
    (byte) 0xc3,
    (byte) 0xff
  };

  private final Supplier<? extends RecordFormat> formats;
  private final List<byte[]> accepted;
  private final List<byte[]> refused;

  private FormatContract(
      Supplier<? extends RecordFormat> formats, List<byte[]> accepted, List<byte[]> refused) {
    this.formats = formats;
    this.accepted = accepted;
    this.refused = refused;
  }

  /**
   * The contract for a format.
   *
   * @param formats makes a fresh one each time
   */
  public static FormatContract of(Supplier<? extends RecordFormat> formats) {
    return new FormatContract(formats, List.of(), List.of());
  }

  /** The same with more lines that are records of the format; at least one is needed. */
  public FormatContract accepts(String... lines) {
    return new FormatContract(formats, plus(accepted, lines), refused);
  }

  /** The same with more lines that are no records of the format; at least one is needed. */
  public FormatContract refuses(String... lines) {
    return new FormatContract(formats, accepted, plus(refused, lines));
  }

  private static List<byte[]> plus(List<byte[]> before, String... lines) {
    List<byte[]> all = new ArrayList<>(before);
    for (String line : lines) {
      all.add(line.getBytes(StandardCharsets.UTF_8));
    }
    return List.copyOf(all);
  }

  /** All checks. */
  public List<Check> checks() {
    return List.of(
        new Check("can be found by its name", this::canBeFound),
        new Check("takes its own lines", this::takesItsOwn),
        new Check("refuses other lines", this::refusesOthers),
        new Check("fits its own lines", this::fitsItsOwn),
        new Check("takes or refuses a line cut at any byte", this::survivesCuts),
        new Check("takes or refuses a line with any byte changed", this::survivesChanges),
        new Check("takes or refuses any bytes", this::survivesRandomBytes),
        new Check("sees nothing but the record", this::seesTheRecordAlone),
        new Check("leaves the bytes as they are", this::leavesTheBytes),
        new Check("says the same whatever was before", this::remembersNothing),
        new Check("works on several threads, a parser on each", this::worksOnThreads));
  }

  /**
   * Runs all checks.
   *
   * @throws AssertionError names all that the format does not do
   */
  public void verify() {
    Check.verify(checks());
  }

  private void canBeFound() throws NoSuchMethodException {
    Class<?> type = formats.get().getClass();
    Named named = type.getAnnotation(Named.class);
    check(named != null, type.getName() + " has no @Named");
    check(
        named.value().matches("[a-z0-9][a-z0-9-]*"),
        "the name '" + named.value() + "' is not lower case letters, digits and hyphens");
    check(Modifier.isPublic(type.getModifiers()), type.getName() + " is not public");
    check(
        Modifier.isPublic(type.getDeclaredConstructor().getModifiers()),
        type.getName() + " has no public constructor without arguments");
    check(formats.get().parser() != null, "its parser is null");
  }

  private void takesItsOwn() {
    check(!accepted.isEmpty(), "no line is given that it takes; name some with accepts");
    for (byte[] line : accepted) {
      Outcome outcome = parsed(parser(), line);
      check(outcome.refusal() == null, shown(line) + " is refused: " + outcome.refusal());
    }
  }

  private void refusesOthers() {
    check(!refused.isEmpty(), "no line is given that it refuses; name some with refuses");
    for (byte[] line : refused) {
      check(parsed(parser(), line).refusal() != null, shown(line) + " is taken");
    }
    check(parsed(parser(), new byte[0]).refusal() != null, "the empty record is taken");
  }

  private void fitsItsOwn() {
    for (byte[] line : accepted) {
      check(fit(formats.get(), line) > 0, shown(line) + " is taken, and its fit is 0");
    }
  }

  private void survivesCuts() {
    RecordFormat format = formats.get();
    RecordParser parser = format.parser();
    for (byte[] line : lines()) {
      for (int length = 0; length <= line.length; length++) {
        parsed(parser, Arrays.copyOf(line, length));
        parsed(parser, Arrays.copyOfRange(line, length, line.length));
        fit(format, Arrays.copyOf(line, length));
        fit(format, Arrays.copyOfRange(line, length, line.length));
      }
    }
  }

  private void survivesChanges() {
    RecordFormat format = formats.get();
    RecordParser parser = format.parser();
    for (byte[] line : lines()) {
      for (int i = 0; i < line.length; i++) {
        for (byte replacement : REPLACEMENTS) {
          byte[] changed = line.clone();
          changed[i] = replacement;
          parsed(parser, changed);
          fit(format, changed);
        }
      }
    }
  }

  private void survivesRandomBytes() {
    RecordFormat format = formats.get();
    RecordParser parser = format.parser();
    Random random = new Random(SEED);
    List<byte[]> lines = lines();
    for (int i = 0; i < RANDOM_RECORDS; i++) {
      byte[] bytes = new byte[random.nextInt(RANDOM_BYTES_MAX)];
      random.nextBytes(bytes);
      if (i % 2 == 0 && !lines.isEmpty()) { // parts of lines in another order get further
        for (int p = 0; p < bytes.length; ) {
          byte[] line = lines.get(random.nextInt(lines.size()));
          int from = random.nextInt(line.length + 1);
          int count =
              Math.min(random.nextInt(20) + 1, Math.min(line.length - from, bytes.length - p));
          System.arraycopy(line, from, bytes, p, count);
          p += count + 1;
        }
      }
      parsed(parser, bytes);
      fit(format, bytes);
    }
  }

  /** The same is found wherever the record lies and whatever is around it. */
  private void seesTheRecordAlone() {
    RecordFormat format = formats.get();
    RecordParser parser = format.parser();
    for (byte[] line : linesAndCuts()) {
      Outcome alone = parsed(parser, line);
      int fit = fit(format, line);
      for (byte around : REPLACEMENTS) {
        byte[] bytes = new byte[3 + line.length + SLACK_BYTES];
        Arrays.fill(bytes, around);
        System.arraycopy(line, 0, bytes, 3, line.length);
        String where = shown(line) + " between bytes " + around;
        check(
            alone.equals(parsed(parser, bytes, 3, 3 + line.length)), where + " is another record");
        check(fit == format.fit(bytes, 3, 3 + line.length), where + " has another fit");
      }
    }
  }

  private void leavesTheBytes() {
    RecordFormat format = formats.get();
    RecordParser parser = format.parser();
    for (byte[] line : lines()) {
      byte[] bytes = Arrays.copyOf(line, line.length + SLACK_BYTES);
      byte[] before = bytes.clone();
      parsed(parser, bytes, 0, line.length);
      format.fit(bytes, 0, line.length);
      check(Arrays.equals(before, bytes), shown(line) + " was changed");
    }
  }

  private void remembersNothing() {
    List<byte[]> lines = new ArrayList<>(linesAndCuts());
    List<Outcome> fresh = lines.stream().map(line -> parsed(parser(), line)).toList();
    RecordParser used = parser();
    RecordParser other = parser();
    Random random = new Random(SEED);
    for (int i = 0; i < 10 * lines.size(); i++) {
      int at = random.nextInt(lines.size());
      byte[] line = lines.get(at);
      check(
          fresh.get(at).equals(parsed(random.nextBoolean() ? used : other, line)),
          shown(line) + " is another record to a parser that was used before");
    }
  }

  private void worksOnThreads() throws Exception {
    RecordFormat format = formats.get();
    List<byte[]> lines = linesAndCuts();
    List<Outcome> alone = lines.stream().map(line -> parsed(format.parser(), line)).toList();
    List<FutureTask<Void>> tasks = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      RecordParser parser = format.parser();
      Random random = new Random(SEED + thread);
      FutureTask<Void> task =
          new FutureTask<>(() -> {
            for (int i = 0; i < 1_000; i++) {
              int at = random.nextInt(lines.size());
              check(
                  alone.get(at).equals(parsed(parser, lines.get(at))),
                  shown(lines.get(at)) + " is another record while others are parsed");
            }
            return null;
          });
      tasks.add(task);
      Thread.ofPlatform().daemon().name("parser-under-contract-" + thread).start(task);
    }
    for (FutureTask<Void> task : tasks) {
      task.get();
    }
  }

  private RecordParser parser() {
    return formats.get().parser();
  }

  private List<byte[]> lines() {
    List<byte[]> lines = new ArrayList<>(accepted);
    lines.addAll(refused);
    return lines;
  }

  private List<byte[]> linesAndCuts() {
    List<byte[]> all = new ArrayList<>();
    for (byte[] line : lines()) {
      for (int length = 0; length <= line.length; length++) {
        all.add(Arrays.copyOf(line, length));
      }
    }
    check(!all.isEmpty(), "no line is given; name some with accepts and refuses");
    return all;
  }

  /** Parses a record with no more behind it than may be read, and nothing before it. */
  private static Outcome parsed(RecordParser parser, byte[] record) {
    return parsed(parser, Arrays.copyOf(record, record.length + SLACK_BYTES), 0, record.length);
  }

  private static Outcome parsed(RecordParser parser, byte[] bytes, int from, int to) {
    RecordHeader header = new RecordHeader();
    Rejection refusal;
    try {
      refusal = parser.parse(bytes, from, to, header);
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      throw new AssertionError(
          shown(Arrays.copyOfRange(bytes, from, to)) + ": parse threw " + e + place(e), e);
    }
    return refusal == null ? Outcome.of(header, bytes, from, to) : new Outcome(refusal, List.of());
  }

  private static int fit(RecordFormat format, byte[] record) {
    byte[] bytes = Arrays.copyOf(record, record.length + SLACK_BYTES);
    int fit;
    try {
      fit = format.fit(bytes, 0, record.length);
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      throw new AssertionError(shown(record) + ": fit threw " + e + place(e), e);
    }
    check(fit >= 0 && fit <= FIT_MAX, shown(record) + ": fit is " + fit + ", not 0 to " + FIT_MAX);
    return fit;
  }

  private static String place(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return trace.length == 0 ? "" : " at " + trace[0];
  }

  /** A record for messages: as text where it is text. */
  private static String shown(byte[] record) {
    for (byte b : record) {
      if (b < ' ' || b > '~') {
        return "the record of the bytes " + HexFormat.ofDelimiter(" ").formatHex(record);
      }
    }
    return "'" + new String(record, StandardCharsets.US_ASCII) + "'";
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  /**
   * What was found.
   *
   * @param refusal null where the record was taken
   * @param found numbers of the header, positions counted from the record's first byte
   */
  private record Outcome(@Nullable Rejection refusal, List<Long> found) {

    /**
     * Of a record that was taken.
     *
     * @throws AssertionError if the header is not possible
     */
    static Outcome of(RecordHeader h, byte[] bytes, int from, int to) {
      String line = shown(Arrays.copyOfRange(bytes, from, to));
      List<Long> found = new ArrayList<>();
      int behind = to + h.decodedLength; // what is decoded is thought to stand behind the record
      field(found, line, "host", h.hostFrom, h.hostTo, from, behind);
      field(found, line, "app", h.appFrom, h.appTo, from, behind);
      field(found, line, "procId", h.procIdFrom, h.procIdTo, from, behind);
      field(found, line, "msgId", h.msgIdFrom, h.msgIdTo, from, behind);
      field(found, line, "data", h.dataFrom, h.dataTo, from, behind);
      field(found, line, "text", h.textFrom, h.textTo, from, behind);
      check(h.clock != null, line + ": clock is null");
      check(
          h.priority >= -1 && h.priority <= PRIORITY_MAX,
          line + ": priority is " + h.priority + ", not -1 to " + PRIORITY_MAX);
      check(h.repeat >= 1, line + ": repeat is " + h.repeat + ", not at least 1");
      check(
          h.repeatsOfPrevious >= 0,
          line + ": repeatsOfPrevious is " + h.repeatsOfPrevious + ", not at least 0");
      field(found, line, "stream", h.streamFrom, h.streamTo, from, behind);
      for (int i = 0; i < h.fieldCount * RecordHeader.FIELD; i += 2) {
        field(found, line, "field", h.fields[i], h.fields[i + 1], from, behind);
      }
      found.add(h.goesOn ? 1L : 0L);
      found.add(h.truncated ? 1L : 0L);
      for (int i = 0; i < h.decodedLength; i++) {
        found.add((long) h.decoded[i]);
      }
      found.add((long) h.clock.ordinal());
      found.add(h.clock == RecordHeader.Clock.NONE ? 0 : h.timeNanos);
      found.add((long) h.priority);
      found.add((long) h.repeat);
      found.add((long) h.repeatsOfPrevious);
      return new Outcome(null, found);
    }

    private static void field(
        List<Long> found, String line, String name, int fieldFrom, int fieldTo, int from, int to) {
      if (fieldFrom == fieldTo) { // empty, wherever it is said to be
        found.add(-1L);
        return;
      }
      check(
          fieldFrom >= from && fieldFrom <= fieldTo && fieldTo <= to,
          line
              + ": its "
              + name
              + " is said to be bytes "
              + (fieldFrom - from)
              + " to "
              + (fieldTo - from)
              + " of "
              + (to - from));
      found.add((long) (fieldFrom - from));
      found.add((long) (fieldTo - from));
    }
  }
}
