package dev.correlator.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.correlator.api.AuditEvent;
import dev.correlator.api.DeliveryResult;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvHandlerTest {

  private static final String CONNECTION_HEADER =
      "id,time,system,key,outcome,reason,began,ended,user,port,bytes,root,method,loggedIn,length\n";
  private static final String ID = "00112233445566778899aabbccddeeff";

  @TempDir Path folder;

  record Clash(String key, String reason, String note) implements AuditEvent {}

  private static CsvHandler.Config config(
      Existing existing, CsvHandler.Rotation rotate, Formulas formulas) {
    return new CsvHandler.Config(Path.of(""), existing, rotate, 1, 2, formulas);
  }

  private void write(CsvHandler.Config config, List<? extends EventEnvelope<?>> events)
      throws IOException {
    CsvHandler csv = new CsvHandler();
    csv.open(config, Folder.at(folder));
    try {
      List<EventEnvelope<?>> all = new ArrayList<>(events);
      for (int from = 0; from < all.size(); from += 1_000) {
        assertThat(csv.handle(all.subList(from, Math.min(all.size(), from + 1_000))))
            .containsOnly(DeliveryResult.DELIVERED);
      }
    } finally {
      csv.close();
    }
  }

  private void write(EventEnvelope<?>... events) throws IOException {
    write(CsvHandler.Config.defaults(), List.of(events));
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private List<String> column(String file, String name) throws IOException {
    List<String> values = new ArrayList<>();
    try (var rows = CsvReader.builder().ofNamedCsvRecord(folder.resolve(file))) {
      rows.forEach(row -> values.add(row.getField(name)));
    }
    return values;
  }

  @Test
  void transaction_withAllValues_isARowOfEnvelopeAndFields() throws IOException {
    var event =
        Sample.of(
            new Sample.Connection(
                "root",
                51122,
                1L << 40,
                true,
                Sample.Method.PASSWORD,
                Sample.TIME.plusNanos(1_500_000),
                Duration.ofMillis(252_500)));
    event.outcome = Outcome.FAILED;
    event.reason = "wrong password";

    write(event);

    assertThat(text("openssh.Connection.csv"))
        .isEqualTo(
            CONNECTION_HEADER
                + ID
                + ",2025-11-30T23:58:41Z,openssh,web1|4242,FAILED,wrong password,"
                + "2025-11-30T23:58:27Z,2025-11-30T23:58:41Z,"
                + "root,51122,1099511627776,true,PASSWORD,2025-11-30T23:58:41.001500Z,252.5\n");
  }

  @Test
  void missingValues_areEmptyFields_andEmptyTextIsQuoted() throws IOException {
    var missing = Sample.of(Sample.Connection.of(null));
    missing.key = List.of();
    var empty = Sample.of(Sample.Connection.of(""));
    empty.key = List.of("");

    write(missing, empty);

    assertThat(text("openssh.Connection.csv").lines().skip(1))
        .containsExactly(
            ID
                + ",2025-11-30T23:58:41Z,openssh,,,,2025-11-30T23:58:27Z,2025-11-30T23:58:41Z,"
                + ",22,1099511627776,false,,,",
            ID
                + ",2025-11-30T23:58:41Z,openssh,\"\",,,2025-11-30T23:58:27Z,2025-11-30T23:58:41Z,"
                + "\"\",22,1099511627776,false,,,");
  }

  @Test
  void typesAndInstances_eachHave_aFileOfTheirOwn() throws IOException {
    var other = Sample.burst(1);
    other.system = "sftp";

    write(Sample.of(Sample.Connection.of("a")), Sample.burst(1), other);

    assertThat(files())
        .containsExactly("openssh.Burst.csv", "openssh.Connection.csv", "sftp.Burst.csv");
  }

  @Test
  void fieldNamedLikeAnEnvelopeColumn_inTheHeader_isToldApart() throws IOException {
    write(Sample.of(new Clash("k", "r", "n")));

    assertThat(text("openssh.Clash.csv"))
        .startsWith("id,time,system,key,outcome,reason,began,ended,event_key,event_reason,note\n");
    assertThat(column("openssh.Clash.csv", "event_reason")).containsExactly("r");
  }

  @Test
  void sameEvents_inOtherBatches_giveTheSameBytes() throws IOException {
    List<EventEnvelope<?>> events = Sample.bursts(0, 2_345);
    write(CsvHandler.Config.defaults().in(Path.of("one")), events);
    CsvHandler csv = new CsvHandler();
    csv.open(CsvHandler.Config.defaults().in(Path.of("two")), Folder.at(folder));
    for (int i = 0; i < events.size(); i += 7) {
      csv.handle(events.subList(i, Math.min(events.size(), i + 7)));
    }
    csv.close();

    assertThat(folder.resolve("two/openssh.Burst.csv"))
        .hasSameBinaryContentAs(folder.resolve("one/openssh.Burst.csv"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        " =1+1",
        "\u00a0=1",
        "\u3000-1"
      })
  void textThatASpreadsheetWouldRun_guarded_isTextThere(String formula) throws IOException {
    var event = Sample.of(Sample.Connection.of(formula));
    event.key = List.of(formula);
    event.reason = formula;

    write(event);

    assertThat(column("openssh.Connection.csv", "user")).containsExactly("'" + formula);
    assertThat(column("openssh.Connection.csv", "key"))
        .containsExactly("'" + formula.replace("|", "\\|"));
    assertThat(column("openssh.Connection.csv", "reason")).containsExactly("'" + formula);
    assertThat(row(f -> f.value(formula))).isEqualTo(row(f -> giveAsBytes(formula, f)));
  }

  private static void giveAsBytes(String text, CsvFormat to) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    to.text(utf8, 0, utf8.length);
  }

  private static String row(Consumer<CsvFormat> field) {
    CsvFormat format = new CsvFormat(Formulas.GUARD);
    field.accept(format);
    format.rows().endRow();
    return new String(format.rows().bytes(), 0, format.rows().size(), StandardCharsets.UTF_8);
  }

  @Test
  void formula_withGuardOff_staysAsItIs() throws IOException {
    write(
        config(Existing.ROTATE, CsvHandler.Rotation.NONE, Formulas.RAW),
        List.of(Sample.of(Sample.Connection.of("=1+1"))));

    assertThat(column("openssh.Connection.csv", "user")).containsExactly("=1+1");
  }

  @Test
  void negativeNumbers_areNotGuarded_andStayNumbers() throws IOException {
    write(
        Sample.of(
            new Sample.Connection("a", -5, -6, false, null, null, Duration.ofMillis(-1_500))));

    assertThat(column("openssh.Connection.csv", "port")).containsExactly("-5");
    assertThat(column("openssh.Connection.csv", "bytes")).containsExactly("-6");
    assertThat(column("openssh.Connection.csv", "length")).containsExactly("-1.5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b",
        "say \"hi\"",
        "two\nlines",
        "two\r\nlines",
        "\"",
        ",",
        "ends with \"",
        "ünïcödé 😀",
        "\u0000\u001b[2J",
        "'; DROP TABLE x;--",
        "${jndi:ldap://x}",
        "\\"
      })
  void hostileText_writtenAndReadBack_isTheSame(String text) throws IOException {
    write(Sample.of(Sample.Connection.of(text)), Sample.of(Sample.Connection.of("next")));

    assertThat(column("openssh.Connection.csv", "user")).containsExactly(text, "next");
  }

  @Test
  void keyParts_withTheSeparatorInside_canBeToldApart() throws IOException {
    write(
        withKey("a|b", "c"), withKey("a", "b|c"), withKey("a\\", "b"), withKey("plain"), withKey());

    assertThat(column("openssh.Burst.csv", "key"))
        .containsExactly("a\\|b|c", "a|b\\|c", "a\\\\|b", "plain", "");
  }

  private static EventEnvelope<?> withKey(String... parts) {
    var event = Sample.burst(1);
    event.key = List.of(parts);
    return event;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../x",
        "/etc/x",
        "a/../../b",
        "..%2f",
        "%252e",
        "nul\u0000",
        ".hidden",
        "-rf",
        "a b",
        "..",
        "",
        "con\nfig"
      })
  void systemNameThatIsAPath_asFileName_staysInTheFolder(String system) throws IOException {
    Path outer = folder;
    folder = Files.createDirectory(outer.resolve("csv"));
    var event = Sample.burst(1);
    event.system = system;

    write(event);

    assertThat(files()).hasSize(1).allSatisfy(f -> assertThat(f).matches("[A-Za-z0-9_][\\w.-]*"));
    try (Stream<Path> beside = Files.list(outer)) {
      assertThat(beside).containsExactly(folder);
    }
  }

  @Test
  void systemNames_thatOnlyDifferInUnsafeCharactersLengthOrCase_haveFilesOfTheirOwn()
      throws IOException {
    List<EventEnvelope<?>> events = new ArrayList<>();
    for (String system :
        List.of("a/b", "a:b", "x".repeat(300), "x".repeat(299), "Ssh", "ssh", "SSH")) {
      var event = Sample.burst(1);
      event.system = system;
      events.add(event);
    }

    write(CsvHandler.Config.defaults(), events);

    assertThat(files()).hasSize(7).allSatisfy(f -> assertThat(f.length()).isLessThan(80));
    assertThat(files().stream().map(f -> f.toLowerCase(Locale.ROOT)).distinct()).hasSize(7);
  }

  @Test
  void linkInTheFolder_withTheNameOfAFile_isNotFollowed() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "untouched");
    Path csv = Files.createDirectory(folder.resolve("csv"));
    Files.createSymbolicLink(csv.resolve("openssh.Burst.csv"), secret);
    CsvHandler handler = new CsvHandler();
    handler.open(
        new CsvHandler.Config(csv, Existing.REPLACE, CsvHandler.Rotation.NONE, 1, 2, Formulas.RAW),
        Folder.at(folder));

    List<DeliveryResult> results = handler.handle(List.of(Sample.burst(1)));
    handler.close();

    assertThat(results.getFirst()).isInstanceOf(DeliveryResult.Deferred.class);
    assertThat(secret).hasContent("untouched");
  }

  @Test
  void earlierFile_byDefault_isKeptUnderANumber() throws IOException {
    for (int run = 1; run <= 4; run++) {
      write(
          config(Existing.ROTATE, CsvHandler.Rotation.NONE, Formulas.GUARD),
          List.of(Sample.burst(run)));
    }

    assertThat(files())
        .containsExactly("openssh.Burst.1.csv", "openssh.Burst.2.csv", "openssh.Burst.csv");
    assertThat(column("openssh.Burst.csv", "count")).containsExactly("4");
    assertThat(column("openssh.Burst.1.csv", "count")).containsExactly("3");
    assertThat(column("openssh.Burst.2.csv", "count")).containsExactly("2");
  }

  @Test
  void earlierFile_appendedTo_hasOneHeaderAndAllRows() throws IOException {
    var append = config(Existing.APPEND, CsvHandler.Rotation.NONE, Formulas.GUARD);
    write(append, Sample.bursts(0, 2));
    write(append, Sample.bursts(2, 4));

    assertThat(files()).containsExactly("openssh.Burst.csv");
    assertThat(column("openssh.Burst.csv", "count")).containsExactly("0", "1", "2", "3");
  }

  @Test
  void earlierFileWithHalfARow_appendedTo_losesThatHalfAlone() throws IOException {
    var append = config(Existing.APPEND, CsvHandler.Rotation.NONE, Formulas.RAW);
    var multiline = Sample.of(Sample.Connection.of("two\nlines \"quoted\""));
    write(append, List.of(multiline));
    Path file = folder.resolve("openssh.Connection.csv");
    Files.writeString(file, text(file.getFileName().toString()) + ID + ",2025-11-30T2");
    write(append, List.of(Sample.of(Sample.Connection.of("next"))));

    assertThat(column("openssh.Connection.csv", "user"))
        .containsExactly("two\nlines \"quoted\"", "next");
  }

  @Test
  void earlierFileOfOtherColumns_appendedTo_isKeptUnderANumber() throws IOException {
    Files.writeString(folder.resolve("openssh.Burst.csv"), "id,other\n1,2\n");
    write(
        config(Existing.APPEND, CsvHandler.Rotation.NONE, Formulas.GUARD),
        List.of(Sample.burst(1)));

    assertThat(text("openssh.Burst.1.csv")).isEqualTo("id,other\n1,2\n");
    assertThat(column("openssh.Burst.csv", "count")).containsExactly("1");
  }

  @Test
  void earlierFile_replaced_isGone() throws IOException {
    var replace = config(Existing.REPLACE, CsvHandler.Rotation.NONE, Formulas.GUARD);
    write(replace, Sample.bursts(0, 100));
    write(replace, Sample.bursts(7, 8));

    assertThat(files()).containsExactly("openssh.Burst.csv");
    assertThat(column("openssh.Burst.csv", "count")).containsExactly("7");
  }

  @Test
  void fullFiles_areRotatedAtTheSameRow_whateverTheBatches() throws IOException {
    var bySize = config(Existing.ROTATE, CsvHandler.Rotation.SIZE, Formulas.GUARD);
    List<EventEnvelope<?>> events = Sample.bursts(0, 20_000);
    write(bySize.in(Path.of("one")), events);
    CsvHandler other = new CsvHandler();
    other.open(bySize.in(Path.of("two")), Folder.at(folder));
    for (int i = 0; i < events.size(); i += 313) {
      other.handle(events.subList(i, Math.min(events.size(), i + 313)));
    }
    other.close();

    for (String name : List.of("openssh.Burst.csv", "openssh.Burst.1.csv", "openssh.Burst.2.csv")) {
      Path file = folder.resolve("one").resolve(name);
      assertThat(folder.resolve("two").resolve(name)).hasSameBinaryContentAs(file);
      assertThat(Files.size(file)).isLessThan((1 << 20) + 400);
      assertThat(column("one/" + name, "count")).isNotEmpty();
    }
    List<String> rows = new ArrayList<>(column("one/openssh.Burst.2.csv", "count"));
    rows.addAll(column("one/openssh.Burst.1.csv", "count"));
    rows.addAll(column("one/openssh.Burst.csv", "count"));
    assertThat(rows).endsWith("19999").doesNotHaveDuplicates();
    assertThat(rows.size()).isEqualTo(20_000 - Integer.parseInt(rows.getFirst()));
  }

  @Test
  void eventsOfTooManyKinds_beyondTheFilesKeptOpen_areRefused() throws IOException {
    CsvHandler csv = new CsvHandler();
    csv.open(CsvHandler.Config.defaults(), Folder.at(folder));
    List<EventEnvelope<?>> events = new ArrayList<>();
    for (int i = 0; i <= CsvHandler.FILES_MAX; i++) {
      var event = Sample.burst(i);
      event.system = "system" + i;
      events.add(event);
    }

    List<DeliveryResult> results = csv.handle(events);
    csv.close();

    assertThat(results.subList(0, CsvHandler.FILES_MAX)).containsOnly(DeliveryResult.DELIVERED);
    assertThat(results.getLast()).isInstanceOf(DeliveryResult.Refused.class);
  }

  @Test
  void callCutByAnInterrupt_triedAgain_leavesEachRowOnce() throws IOException {
    CsvHandler csv = new CsvHandler();
    csv.open(CsvHandler.Config.defaults(), Folder.at(folder));
    csv.handle(Sample.bursts(0, 3));

    Thread.currentThread().interrupt(); // closes the channel under the write
    List<DeliveryResult> cut = csv.handle(Sample.bursts(3, 6));
    Thread.interrupted();
    List<DeliveryResult> again = csv.handle(Sample.bursts(3, 6));
    csv.close();

    assertThat(cut).allSatisfy(r -> assertThat(r).isInstanceOf(DeliveryResult.Deferred.class));
    assertThat(again).containsOnly(DeliveryResult.DELIVERED);
    assertThat(column("openssh.Burst.csv", "count")).containsExactly("0", "1", "2", "3", "4", "5");
  }

  @Test
  void eventThatCannotBeRead_inABatch_leavesNothingOfTheBatchBehind() throws IOException {
    CsvHandler csv = new CsvHandler();
    csv.open(CsvHandler.Config.defaults(), Folder.at(folder));
    var unreadable = Sample.of(new Unreadable(1));

    assertThatThrownBy(() -> csv.handle(List.of(Sample.burst(1), unreadable)))
        .isInstanceOf(LinkageError.class);
    csv.handle(List.of(Sample.burst(3)));
    csv.close();

    assertThat(column("openssh.Burst.csv", "count")).containsExactly("3");
  }

  record Unreadable(int value) implements AuditEvent {
    @Override
    public int value() {
      throw new IllegalStateException("unreadable");
    }
  }

  @Test
  void folderThatCannotBeMade_isOpened_isRefusedByName() throws IOException {
    Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() ->
            new CsvHandler()
                .open(CsvHandler.Config.defaults().in(Path.of("file/sub")), Folder.at(folder)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("file");
  }
}
