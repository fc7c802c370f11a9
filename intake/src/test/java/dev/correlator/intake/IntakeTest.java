package dev.correlator.intake;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correlator.core.Following;
import dev.correlator.core.OriginClock;
import dev.correlator.core.Sources;
import dev.correlator.core.YearRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {

  @TempDir Path folder;

  private Path file(String name, byte[] content) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.write(path, content);
  }

  private Path file(String name, String content) throws IOException {
    return file(name, Log.bytes(content));
  }

  private Intake open(String... inputs) {
    return open(Log.options(), inputs);
  }

  private Intake open(IntakeOptions options, String... inputs) {
    return Intake.open(
        List.of(inputs),
        options,
        Formats.installed(),
        new Sources(),
        InputStream.nullInputStream());
  }

  private List<String> names(Intake intake) {
    return intake.sources().stream()
        .map(s -> folder.relativize(Path.of(s.name())).toString())
        .toList();
  }

  private static String iso(int hour, String text) {
    return "2026-03-02T%02d:00:00Z web1 a[1]: %s\n".formatted(hour, text);
  }

  @Test
  void files_inAnyOrder_areRankedByTheirFirstTimes() throws IOException {
    String late = file("a.log", iso(9, "late")).toString();
    String early = file("b.log", iso(7, "early")).toString();
    String between = file("c.log.gz", Log.gzip(Log.bytes(iso(8, "between")))).toString();
    String empty = file("0.log", "").toString();

    assertThat(names(open(late, empty, early, between)))
        .containsExactly("b.log", "c.log.gz", "a.log", "0.log")
        .isEqualTo(names(open(between, early, empty, late)));
  }

  @Test
  void files_ofTheSameFirstTime_areRankedByTheirContent() throws IOException {
    String one = file("z.log", iso(9, "a")).toString();
    String other = file("a.log", iso(9, "b")).toString();

    assertThat(names(open(one, other)))
        .containsExactly("z.log", "a.log")
        .isEqualTo(names(open(other, one)));
  }

  @Test
  void sources_areNumberedByTheirRank() throws IOException {
    Sources table = new Sources();
    String late = file("late.log", iso(9, "x")).toString();
    String early = file("early.log", iso(7, "x")).toString();
    Intake intake =
        Intake.open(
            List.of(late, early),
            Log.options(),
            Formats.installed(),
            table,
            InputStream.nullInputStream());

    for (LogSource source : intake.sources()) {
      assertThat(table.name(source.number())).isEqualTo(source.name());
    }
    assertThat(table.name(0)).isEqualTo(early);
  }

  @Test
  void pattern_thatTheShellLeft_isReplacedByTheFiles() throws IOException {
    file("log/auth.log", iso(3, "x"));
    file("log/auth.log.1", iso(2, "x"));
    file("log/auth.log.2.gz", Log.gzip(Log.bytes(iso(1, "x"))));
    file("log/.auth.log.swp", "x");
    file("log/other.txt", "x");
    file("log2/auth.log", iso(4, "x"));

    assertThat(names(open(folder + "/log/auth*")))
        .containsExactly("log/auth.log.2.gz", "log/auth.log.1", "log/auth.log");
    assertThat(names(open(folder + "/log*/auth.lo[g]")))
        .containsExactly("log/auth.log", "log2/auth.log");
    assertThat(names(open(folder + "/log/auth.log{,.1}")))
        .containsExactly("log/auth.log.1", "log/auth.log");
  }

  @Test
  void file_whoseNameLooksLikeAPattern_isItself() throws IOException {
    String odd = file("a[1].log", iso(1, "x")).toString();

    assertThat(names(open(odd))).containsExactly("a[1].log");
  }

  @Test
  void inputs_thatCannotBeRead_areAllNamedAtOnce() throws IOException {
    file("here.log", iso(1, "x"));
    String missing = folder + "/missing.log";
    String none = folder + "/none*.log";

    assertThatThrownBy(() -> open(missing, folder.toString(), folder + "/here.log", none))
        .isInstanceOfSatisfying(
            IntakeException.class,
            e ->
                assertThat(e.problems().stream().map(Problem::text))
                    .containsExactlyInAnyOrder(
                        missing + ": there is no such file",
                        folder + ": is a directory; name its files, as " + folder + "/*",
                        none + ": no file has such a name"));
  }

  @ParameterizedTest
  @CsvSource({
    "xz, fd377a585a000004, xzcat",
    "bz2, 425a683931415926, bzcat",
    "zst, 28b52ffd04000000, zstdcat",
    "lz4, 04224d1864400000, lz4cat",
    "lz, 4c5a495001000000, lzip -dc",
    "Z, 1f9d900000000000, zcat",
    "zip, 504b030414000000, unpack it first",
    "7z, 377abcaf271c0004, unpack it first",
    "rar, 526172211a070100, unpack it first",
    "deb, 213c617263683e0a, unpack it first",
    "cpio, c77100fe2ca9a481, unpack it first",
    "journal, 4c504b5348485248, journalctl --file",
    "windows, fffe4d0061007200, iconv -f UTF-16",
    "sun, feff004d00610072, iconv -f UTF-16"
  })
  void file_packedInAnotherWay_isRefusedWithAdvice(String name, String magic, String advice)
      throws IOException {
    String packed = file(name, HexFormat.of().parseHex(magic + "00".repeat(50))).toString();

    assertThatThrownBy(() -> open(packed))
        .isInstanceOf(IntakeException.class)
        .hasMessageStartingWith(packed + ": is ")
        .hasMessageContaining(advice);
  }

  /** An archive of one file, as tar writes it; old ones lack the magic. */
  private static byte[] tar(String magic, String checksum) {
    byte[] b = new byte[1024];
    put(b, 0, "one.log");
    put(b, 100, "0000644:0000000:0000000:00000000035:14524770400:".replace(':', '\0'));
    put(b, 148, checksum);
    put(b, 156, magic.isEmpty() ? "" : "0");
    put(b, 257, magic);
    put(b, 512, "Mar  2 08:00:00 web1 a[1]: x\n");
    return b;
  }

  private static void put(byte[] b, int at, String text) {
    byte[] bytes = Log.bytes(text);
    System.arraycopy(bytes, 0, b, at, bytes.length);
  }

  @Test
  void tarArchive_isRefusedWithAdvice_alsoOfAnOldKind_andGzipped() throws IOException {
    byte[] gnu = tar("ustar  ", "007231\0 ");
    byte[] old = tar("", "  5772\0 ");
    String archive = file("a.log", gnu).toString();
    String older = file("b.log", old).toString();
    String gzipped = file("c.log", Log.gzip(gnu)).toString();

    assertThatThrownBy(() -> open(archive, older, gzipped))
        .isInstanceOfSatisfying(
            IntakeException.class,
            e ->
                assertThat(e.problems().stream().map(Problem::text))
                    .containsExactly(
                        archive + ": is a tar archive; unpack it: tar xf FILE, and read its files",
                        older + ": is a tar archive; unpack it: tar xf FILE, and read its files",
                        gzipped
                            + ": the content is a tar archive; unpack it: tar xf FILE, and read"
                            + " its files"));
  }

  @Test
  void text_thatSpeaksOfArchives_isALog() throws IOException {
    String mysql = "070701 12:00:00 [Note] ready\n".repeat(9);
    String ustar = ("x".repeat(256) + " ustar\n").repeat(9);
    // Where tar has its checksum: a number that is none, and one that is, in a word and by itself.
    String number = "y".repeat(148) + "0012345 " + "z\n".repeat(200);
    String word = "y".repeat(147) + "[000000]" + "z\n".repeat(200);
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += i >= 148 && i < 156 ? ' ' : word.charAt(i);
    }
    word = word.replace("000000", "%06o".formatted(sum));
    String alone = word.replace(']', ' '); // the sum takes these places for blanks

    assertThat(
            open(
                    file("b", mysql).toString(),
                    file("c", ustar).toString(),
                    file("d", number).toString(),
                    file("e", word).toString(),
                    file("f", alone).toString())
                .sources())
        .hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "070701002EA92C000081A40000000000000000000000016B0AD0B00000001D000000FE",
        "0707071770005244541006440000000000000000010000001530255026000001000000000035"
      })
  void cpioArchive_inText_isRefused(String header) throws IOException {
    String archive = file("a.cpio", header + "0".repeat(40) + "one.log\0").toString();

    assertThatThrownBy(() -> open(archive)).hasMessageContaining("is a cpio archive");
  }

  @Test
  void gzippedContent_thatIsUtf16_isRefusedWithAdvice() throws IOException {
    String packed =
        file("a.gz", Log.gzip("\uFEFFMar  2".getBytes(StandardCharsets.UTF_16LE))).toString();

    assertThatThrownBy(() -> open(packed))
        .isInstanceOf(IntakeException.class)
        .hasMessageStartingWith(packed + ": the content is written in UTF-16");
  }

  @Test
  void format_thatIsNotThere_isRefusedWithThoseThatAre() throws IOException {
    String log = file("a.log", iso(1, "x")).toString();

    assertThatThrownBy(() -> open(Log.options().withFormat("rfc1234"), log))
        .isInstanceOf(IntakeException.class)
        .hasMessageContaining("rfc1234: there is no such format; there are access, cri, docker,");
  }

  @Test
  void file_namedTwice_isReadOnceAndSaid() throws IOException {
    String log = file("a.log", iso(1, "x")).toString();
    Path link = Files.createSymbolicLink(folder.resolve("b.log"), Path.of(log));

    Intake intake = open(log, log, link.toString());

    assertThat(names(intake)).containsExactly("a.log");
    assertThat(intake.notes())
        .containsExactly(
            log + ": named twice, read once", link + ": the same file as " + log + ", read once");
  }

  @Test
  void year_thatRecordsLeaveOut_comesFromTheFileDate() throws IOException {
    Path log = file("a.log", "Mar  2 08:00:00 web1 a[1]: x\n");
    Files.setLastModifiedTime(log, FileTime.from(Instant.parse("2024-03-05T00:00:00Z")));

    LogSource source = open(log.toString()).sources().get(0);

    assertThat(firstTime(source)).isEqualTo(Instant.parse("2024-03-02T08:00:00Z"));
    assertThat(source.stamper().yearSource()).isEqualTo(YearRule.Source.FILE_DATE);
  }

  @Test
  void year_ofACompressedFile_comesFromTheOlderOfItsDates() throws IOException {
    byte[] compressed = Log.gzip(Log.bytes("Mar  2 08:00:00 web1 a[1]: x\n"));
    long written = Instant.parse("2019-03-05T00:00:00Z").getEpochSecond();
    for (int i = 0; i < 4; i++) {
      compressed[4 + i] = (byte) (written >> (8 * i));
    }
    Path log = file("a.log.gz", compressed);
    Files.setLastModifiedTime(log, FileTime.from(Instant.parse("2024-03-05T00:00:00Z")));

    LogSource source = open(log.toString()).sources().get(0);

    assertThat(firstTime(source)).isEqualTo(Instant.parse("2019-03-02T08:00:00Z"));
    assertThat(source.stamper().yearSource()).isEqualTo(YearRule.Source.GZIP_DATE);
  }

  @Test
  void year_thatTheUserSays_isTaken() throws IOException {
    String log = file("a.log", "Mar  2 08:00:00 web1 a[1]: x\n").toString();

    LogSource source = open(Log.options().withYear(2011), log).sources().get(0);

    assertThat(firstTime(source)).isEqualTo(Instant.parse("2011-03-02T08:00:00Z"));
    assertThat(source.stamper().yearSource()).isEqualTo(YearRule.Source.STATED);
  }

  @Test
  void year_ofStandardInput_comesFromTheTimeOfReading() {
    LogSource source =
        Log.open(Log.bytes("Dec 24 08:00:00 web1 a[1]: x\n"), Log.options()).sources().get(0);

    assertThat(firstTime(source)).isEqualTo(Instant.parse("2025-12-24T08:00:00Z"));
    assertThat(source.stamper().yearSource()).isEqualTo(YearRule.Source.RECEIVED);
  }

  @SuppressWarnings("EnumOrdinal") // As rows of blocks hold clocks.
  private static Instant firstTime(LogSource source) {
    var block = new dev.correlator.core.RecordBlock(1000);
    assertThat(source.read(block)).isTrue();
    var header = new dev.correlator.api.RecordHeader();
    assertThat(new Rfc3164FileFormat().parser().parse(block.bytes, 0, block.length - 1, header))
        .isNull();
    long nanos =
        source
            .stamper()
            .time(header.clock.ordinal(), header.timeNanos, new OriginClock(), Following.NONE);
    return Instant.EPOCH.plusNanos(nanos);
  }

  @Test
  void format_ofASource_isTheOneThatMostOfItsFirstRecordsFit() {
    String misfit = "Mar  2 08:00:00 web1 a[1]: x\n";
    byte[] content = Log.bytes(misfit + iso(1, "x").repeat(9) + misfit);

    assertThat(Log.open(content, Log.options()).sources().get(0).formatName()).isEqualTo("iso");
    assertThat(format("<13>1 - - - - - - x\n")).isEqualTo("rfc5424");
    assertThat(format("19 <13>1 - - - - - - x")).isEqualTo("rfc5424");
    assertThat(format("<13>Mar  2 08:00:00 web1 a: x\n")).isEqualTo("rfc3164");
    assertThat(format("web1 sshd[1]: x\n")).isEqualTo("untimed");
    assertThat(format("\n\n" + misfit)).isEqualTo("rfc3164-file");
  }

  private static String format(String content) {
    return Log.open(Log.bytes(content), Log.options()).sources().get(0).formatName();
  }

  @Test
  void file_thatGrowsOnceTheRunHasBegun_isReadToItsEnd() throws IOException {
    Path file = file("a.log", iso(1, "one"));
    Intake intake = open(file.toString());
    Files.writeString(file, iso(2, "two"), StandardOpenOption.APPEND);

    assertThat(Log.read(intake, 1)).hasSize(2).last().asString().endsWith("two");
  }

  @Test
  void fileThatIsReplacedOnceTheRunHasBegun_isReadAsItWas() throws IOException {
    Path file = file("a.log", iso(1, "one"));
    Intake intake = open(file.toString());
    Files.move(file("new.log", "{\"msg\":\"of another format\"}\n"), file, REPLACE_EXISTING);

    assertThat(Log.read(intake, 1)).singleElement().asString().endsWith("one");
    assertThat(intake.sources().get(0).failure()).isNull();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void otherFile_putInThePlaceOfOneThatIsNotOpen_isNotReadInIts(boolean deletedFirst)
      throws IOException {
    List<String> files = new ArrayList<>();
    for (int i = 0; i <= OpenFiles.OPEN_MAX; i++) {
      files.add(file(i + ".log", iso(1, "one")).toString());
    }
    Intake intake = open(files.toArray(String[]::new));
    Path first = Path.of(files.get(0));
    String other = "{\"msg\":\"of another format\"}\n";
    if (deletedFirst) {
      Files.delete(first); // its number may be given to the next file
      Files.writeString(first, other);
    } else {
      Files.move(file("new.log", other), first, REPLACE_EXISTING);
    }

    assertThat(Log.read(intake, 1)).hasSize(OpenFiles.OPEN_MAX);
    assertThat(failure(intake))
        .isEqualTo(
            first + ": reading stopped after 0 bytes: another file was put in its place meanwhile");
  }

  @Test
  void file_thatIsCutBeforeItIsRead_isNotTakenForWhole() throws IOException {
    for (String kept : List.of("", iso(1, "one"))) {
      Path file = file("a.log", iso(1, "one") + iso(2, "two"));
      Intake intake = open(file.toString());
      Files.writeString(file, kept);

      assertThat(Log.read(intake, 1)).hasSize(kept.isEmpty() ? 0 : 1);
      assertThat(failure(intake)).endsWith("it was cut to " + kept.length() + " bytes meanwhile");
    }
  }

  private static String failure(Intake intake) {
    return Objects.requireNonNull(intake.sources().get(0).failure(), "no failure").text();
  }
}
