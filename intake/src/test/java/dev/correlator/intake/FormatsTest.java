package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class FormatsTest {

  /** Those that read what syslog daemons write: none of their records fits two of them. */
  private static final List<RecordFormat> SYSLOG =
      List.of(
          new IsoFormat(),
          new Rfc3164FileFormat(),
          new Rfc3164Format(),
          new Rfc5424Format(),
          new UntimedFormat());

  private final Formats formats = Formats.installed();

  private static final List<RecordFormat> BUILT_IN =
      ServiceLoader.load(RecordFormat.class).stream().map(ServiceLoader.Provider::get).toList();

  @Test
  void builtInFormats_areInstalled_inTheOrderOfTheirNames() {
    assertThat(formats.names())
        .containsExactly(
            "access",
            "cri",
            "docker",
            "iso",
            "journald-export",
            "journald-json",
            "json",
            "jul",
            "klog",
            "logging",
            "rfc3164",
            "rfc3164-file",
            "rfc5424",
            "untimed");
  }

  @Test
  void sample_ofAnyFormOfSyslog_fitsOneFormatThatReadsTimes() {
    for (String line : Samples.SYSLOG) {
      byte[] b = Arrays.copyOf(Samples.bytes(line), Samples.bytes(line).length + 16);
      int length = Samples.bytes(line).length;
      List<String> fitting = new ArrayList<>();
      for (RecordFormat format : SYSLOG) {
        if (!(format instanceof UntimedFormat) && format.fit(b, 0, length) > 0) {
          fitting.add(format.getClass().getSimpleName());
        }
      }
      assertThat(fitting).as(line).hasSize(1);
    }
  }

  @Test
  void sample_ofEachFormat_isGivenToIt() {
    Samples.BY_FORMAT.forEach((name, line) -> {
      byte[] b = Arrays.copyOf(Samples.bytes(line), Samples.bytes(line).length + 16);
      int best = formats.best(b, 0, b.length - 16, -1, 1);
      assertThat(formats.names().get(best)).as(line).isEqualTo(name);
    });
  }

  @Test
  void untimedFormat_besidesOneThatReadsTheTime_isNotPreferred() {
    for (String line : Samples.LINES) {
      byte[] b = Arrays.copyOf(Samples.bytes(line), Samples.bytes(line).length + 16);
      int best = formats.best(b, 0, b.length - 16, -1, 1);
      assertThat(formats.names().get(best)).as(line).isNotEqualTo("untimed");
    }
  }

  @Test
  void prefix_ofAnySample_isReadOrRejectedWithinItsBytes() {
    for (String line : Samples.LINES) {
      byte[] whole = Samples.bytes(line);
      for (int length = 0; length <= whole.length; length++) {
        byte[] b = new byte[length + 8];
        System.arraycopy(whole, 0, b, 0, length);
        readWithAll(b, 0, length);
      }
    }
  }

  @Test
  void randomBytes_inSamples_areReadOrRejectedWithinTheirBytes() {
    Random random = new Random(20260302);
    List<RecordParser> parsers = BUILT_IN.stream().map(RecordFormat::parser).toList();
    for (int round = 0; round < 60_000; round++) {
      byte[] sample = Samples.bytes(Samples.LINES.get(random.nextInt(Samples.LINES.size())));
      byte[] b = Arrays.copyOf(sample, sample.length + 8);
      for (int changes = random.nextInt(8); changes >= 0; changes--) {
        b[random.nextInt(b.length)] = (byte) random.nextInt(256);
      }
      int from = random.nextInt(4);
      int to = Math.max(from, sample.length - random.nextInt(4));
      for (RecordParser parser : parsers) {
        check(parser, b, from, to);
      }
    }
  }

  @Test
  void noise_ofTheCharactersThatFormatsLookFor_isReadOrRejectedWithinItsBytes() {
    Random random = new Random(7);
    byte[] characters = Samples.bytes("<>[]{}(): \"\\=]-TZ.,+0123456789MarJun/I%x\n\t \u00E9\0");
    List<RecordParser> parsers = BUILT_IN.stream().map(RecordFormat::parser).toList();
    for (int round = 0; round < 60_000; round++) {
      byte[] b = new byte[random.nextInt(60) + 8];
      for (int i = 0; i < b.length; i++) {
        b[i] = characters[random.nextInt(characters.length)];
      }
      for (RecordParser parser : parsers) {
        check(parser, b, 0, b.length - 8);
      }
    }
  }

  @Test
  void bytesBehindTheRecord_whateverTheyAre_changeNothing() {
    Random random = new Random(11);
    for (String line : Samples.LINES) {
      byte[] whole = Samples.bytes(line);
      for (int length = 0; length <= whole.length; length++) {
        byte[] zeros = Arrays.copyOf(Arrays.copyOf(whole, length), length + 16);
        byte[] more = zeros.clone();
        for (int i = length; i < more.length; i++) {
          more[i] = i < whole.length ? whole[i] : (byte) random.nextInt(256);
        }
        for (RecordFormat format : BUILT_IN) {
          assertThat(fields(format, more, length))
              .as("%s: first %d of %s", format.getClass().getSimpleName(), length, line)
              .isEqualTo(fields(format, zeros, length));
        }
      }
    }
  }

  @Test
  void parsing_ofManyRecords_makesNoObjects() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[][] lines = new byte[Samples.LINES.size()][];
    for (int i = 0; i < lines.length; i++) {
      byte[] line = Samples.bytes(Samples.LINES.get(i));
      lines[i] = Arrays.copyOf(line, line.length + 8);
    }
    RecordParser[] parsers =
        BUILT_IN.stream().map(RecordFormat::parser).toArray(RecordParser[]::new);
    RecordHeader header = new RecordHeader();
    parseAll(lines, parsers, header, 100);

    long before = threads.getCurrentThreadAllocatedBytes();
    parseAll(lines, parsers, header, 1000);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;

    // What the measurement takes itself, and nothing for each of a hundred thousand records.
    assertThat(bytes).isLessThan(10_000);
  }

  private static void parseAll(
      byte[][] lines, RecordParser[] parsers, RecordHeader header, int rounds) {
    for (int round = 0; round < rounds; round++) {
      for (byte[] line : lines) {
        for (RecordParser parser : parsers) {
          header.clear();
          parser.parse(line, 0, line.length - 8, header);
        }
      }
    }
  }

  private static void readWithAll(byte[] b, int from, int to) {
    for (RecordFormat format : BUILT_IN) {
      check(format.parser(), b, from, to);
      assertThat(format.fit(b, from, to)).isBetween(0, 100);
    }
  }

  private static void check(RecordParser parser, byte[] b, int from, int to) {
    RecordHeader h = new RecordHeader();
    if (parser.parse(b, from, to, h) == null) {
      within(h.hostFrom, h.hostTo, from, to + h.decodedLength);
      within(h.appFrom, h.appTo, from, to + h.decodedLength);
      within(h.procIdFrom, h.procIdTo, from, to + h.decodedLength);
      within(h.msgIdFrom, h.msgIdTo, from, to);
      within(h.dataFrom, h.dataTo, from, to);
      within(h.textFrom, h.textTo, from, to + h.decodedLength);
      for (int i = 0; i < h.fieldCount * RecordHeader.FIELD; i += 2) {
        within(h.fields[i], h.fields[i + 1], from, to + h.decodedLength);
      }
      assertThat(h.repeat).isBetween(1, TextStart.REPEAT_MAX);
      assertThat(h.repeatsOfPrevious).isBetween(0, TextStart.REPEAT_MAX);
      assertThat(h.priority).isBetween(-1, RecordHeader.NO_FACILITY + 7);
    }
  }

  private static void within(int fieldFrom, int fieldTo, int from, int to) {
    if (fieldFrom == 0 && fieldTo == 0) {
      return;
    }
    if (fieldFrom < from || fieldTo > to || fieldFrom > fieldTo) {
      throw new AssertionError(fieldFrom + ".." + fieldTo + " is not in " + from + ".." + to);
    }
  }

  private static String fields(RecordFormat format, byte[] b, int to) {
    RecordHeader h = new RecordHeader();
    Object rejection = format.parser().parse(b, 0, to, h);
    if (rejection != null) {
      return rejection.toString();
    }
    return h.clock
        + " "
        + h.timeNanos
        + Arrays.toString(
            new int[] {
              h.priority, h.hostFrom, h.hostTo, h.appFrom, h.appTo, h.procIdFrom, h.procIdTo,
              h.msgIdFrom, h.msgIdTo, h.dataFrom, h.dataTo, h.textFrom, h.textTo, h.repeat,
              h.repeatsOfPrevious
            })
        + Arrays.toString(Arrays.copyOf(h.fields, h.fieldCount * RecordHeader.FIELD))
        + Arrays.toString(Arrays.copyOf(h.decoded, h.decodedLength));
  }

  /** Named as a built-in one. */
  @Named("iso")
  public static final class Twin implements RecordFormat {
    @Override
    public int fit(byte[] bytes, int from, int to) {
      return 0;
    }

    @Override
    public RecordParser parser() {
      return (b, from, to, header) -> null;
    }
  }

  /** Has no name. */
  public static final class Nameless implements RecordFormat {
    @Override
    public int fit(byte[] bytes, int from, int to) {
      return 0;
    }

    @Override
    public RecordParser parser() {
      return (b, from, to, header) -> null;
    }
  }

  @Test
  void formats_ofOneName_areRefusedAndBothNamed() {
    assertThatThrownBy(() -> new Formats(List.of(new IsoFormat(), new Twin())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'iso'")
        .hasMessageContaining("IsoFormat")
        .hasMessageContaining("Twin");
  }

  @Test
  void format_withoutName_isRefused() {
    assertThatThrownBy(() -> new Formats(List.of(new Nameless())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Nameless");
  }
}
