package dev.correlator.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.correlator.api.DeliveryResult;
import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Outcome;
import dev.correlator.api.TransactionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailedListTest {

  @TempDir Path folder;

  record Purchase(@Nullable String orderId, long amount) implements TransactionEvent {}

  private static final Set<Class<? extends Event>> TYPES =
      Set.of(Sample.Connection.class, Purchase.class, Sample.Burst.class);

  private FailedList.Counts list(String file, EventEnvelope<?>... events) throws IOException {
    return list(new FailedList(), file, List.of(events));
  }

  private FailedList.Counts list(FailedList failed, String file, List<EventEnvelope<?>> events)
      throws IOException {
    failed.open(FailedList.Config.to(Path.of(file)), new Folder(folder, TYPES));
    for (int from = 0; from < events.size(); from += 1_000) {
      List<EventEnvelope<?>> batch = events.subList(from, Math.min(events.size(), from + 1_000));
      assertThat(failed.handle(batch)).containsOnly(DeliveryResult.DELIVERED);
    }
    failed.close();
    return failed.counts();
  }

  private List<NamedCsvRecord> rows(String file) throws IOException {
    try (var csv = CsvReader.builder().ofNamedCsvRecord(folder.resolve(file))) {
      return csv.stream().toList();
    }
  }

  private List<String> ids(String file) throws IOException {
    return rows(file).stream().map(row -> row.getField("id").substring(28)).toList();
  }

  private static Sample<Purchase> purchase(int number, Outcome outcome, String order) {
    Sample<Purchase> purchase = Sample.of(new Purchase(order, number));
    purchase.outcome = outcome;
    purchase.stage = "purchase";
    purchase.key = List.of("request-" + number);
    return purchase.id(number).retryKey(order);
  }

  @Test
  void failures_inTheList_areOnesThatFailedOrTimedOut() throws IOException {
    List<EventEnvelope<?>> events = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      events.add(Sample.connection("root", outcome).id(outcome.ordinal()));
    }
    events.add(Sample.burst(99));

    FailedList.Counts counts = list(new FailedList(), "failed.csv", events);

    assertThat(rows("failed.csv"))
        .extracting(row -> row.getField("outcome"))
        .containsExactly("FAILED", "TIMED_OUT");
    assertThat(counts).isEqualTo(new FailedList.Counts(2, 0, 2, 0));
  }

  @Test
  void row_ofAFailure_hasAllThatIsNeededToRunItAgain() throws IOException {
    var event = Sample.connection("root", Outcome.FAILED).reason("wrong password").id(7);
    event.lines("auth.log", 86377, 86390).lines("auth.log.1", 5, 5);

    list("failed.csv", event);

    assertThat(folder.resolve("failed.csv"))
        .hasContent(
            "id,time,system,key,outcome,reason,began,ended,user,port,bytes,root,method,"
                + "loggedIn,length,type,evidence\n"
                + "00000000000000000000000000000007,2025-11-30T23:58:41Z,openssh,web1|4242,FAILED,"
                + "wrong password,2025-11-30T23:58:27Z,2025-11-30T23:58:41Z,root,22,"
                + "1099511627776,false,,,,Connection,auth.log:86377..86390 auth.log.1:5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed.csv", "failed.json", "failed.jsonl"})
  void rowsOfSeveralApplications_sayWhoseTheyAre(String file) throws IOException {
    var web = purchase(1, Outcome.FAILED, "A").lines("a.log", 1, 1);
    var shop = purchase(2, Outcome.FAILED, "B").lines("a.log", 2, 2);
    web.application = "web";
    shop.application = "shop";
    FailedList failed = new FailedList();
    failed.open(FailedList.Config.to(Path.of(file)).withApplication(), new Folder(folder, TYPES));
    failed.handle(List.of(web, shop));
    failed.close();

    String list = Files.readString(folder.resolve(file));
    if (file.endsWith(".csv")) {
      assertThat(list.lines())
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .isEqualTo(
                          "id,time,system,key,outcome,reason,began,ended,orderId,amount,"
                              + "application,type,evidence"),
              line -> assertThat(line).endsWith(",A,1,web,Purchase,a.log:1"),
              line -> assertThat(line).endsWith(",B,2,shop,Purchase,a.log:2"));
    } else {
      assertThat(list)
          .containsSubsequence(
              "\"system\":\"openssh\",\"application\":\"web\",\"type\":\"Purchase\"",
              "\"system\":\"openssh\",\"application\":\"shop\",\"type\":\"Purchase\"");
    }
    assertThat(FailedList.wrote(list)).isTrue();
  }

  @Test
  void columns_areThoseOfTheTypesThatFailed_whicheverCameFirst() throws IOException {
    var connection = Sample.connection("root", Outcome.FAILED).id(7).lines("a.log", 2, 2);
    var purchase = purchase(1, Outcome.FAILED, "A").lines("a.log", 1, 1);

    list("one.csv", connection, purchase);
    list("other.csv", purchase, connection);
    list("alone.csv", purchase(2, Outcome.FAILED, "B"));
    list("none.csv", purchase(3, Outcome.COMPLETED, "B"));

    String header =
        "id,time,system,key,outcome,reason,began,ended,orderId,amount,user,port,bytes,root,method,"
            + "loggedIn,length,type,evidence";
    assertThat(Files.readAllLines(folder.resolve("one.csv")))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo(header),
            line ->
                assertThat(line).endsWith(",,,root,22,1099511627776,false,,,,Connection,a.log:2"),
            line -> assertThat(line).endsWith(",A,1,,,,,,,,Purchase,a.log:1"));
    assertThat(Files.readAllLines(folder.resolve("other.csv"))).hasSize(3).contains(header);
    assertThat(Files.readAllLines(folder.resolve("alone.csv")).getFirst())
        .isEqualTo("id,time,system,key,outcome,reason,began,ended,orderId,amount,type,evidence");
    assertThat(folder.resolve("none.csv"))
        .hasContent("id,time,system,key,outcome,reason,began,ended,type,evidence\n");
  }

  @Test
  void failure_completedLater_isTakenOff() throws IOException {
    FailedList.Counts counts =
        list(
            "failed.csv",
            purchase(1, Outcome.FAILED, "A"),
            purchase(2, Outcome.FAILED, "B"),
            purchase(3, Outcome.TIMED_OUT, "A"),
            purchase(4, Outcome.COMPLETED, "A"));

    assertThat(ids("failed.csv")).containsExactly("0002");
    assertThat(counts).isEqualTo(new FailedList.Counts(3, 2, 1, 0));
  }

  @Test
  void failure_afterACompletion_staysOnTheList() throws IOException {
    list(
        "failed.csv",
        purchase(1, Outcome.FAILED, "A"),
        purchase(2, Outcome.COMPLETED, "A"),
        purchase(3, Outcome.FAILED, "A"),
        purchase(4, Outcome.COMPLETED, "B"),
        purchase(5, Outcome.FAILED, "B"));

    assertThat(ids("failed.csv")).containsExactly("0003", "0005");
  }

  @Test
  void failure_knownOnlyAfterALaterTryCompleted_isTakenOff() throws IOException {
    Sample<Purchase> second = purchase(2, Outcome.COMPLETED, "A");
    second.began = Sample.TIME.plusSeconds(60);

    FailedList.Counts counts = list("failed.csv", second, purchase(1, Outcome.TIMED_OUT, "A"));

    assertThat(ids("failed.csv")).isEmpty();
    assertThat(counts).isEqualTo(new FailedList.Counts(1, 1, 0, 0));
  }

  @Test
  void failure_ofATryThatBeganAfterTheCompletedOne_staysOnTheList() throws IOException {
    Sample<Purchase> second = purchase(2, Outcome.FAILED, "A");
    second.began = Sample.TIME.plusSeconds(60);

    list("failed.csv", second, purchase(1, Outcome.COMPLETED, "A"));

    assertThat(ids("failed.csv")).containsExactly("0002");
  }

  @Test
  void parts_ofOneTransaction_doNotDoEachOthersWork() throws IOException {
    Sample<Purchase> half = purchase(1, Outcome.FAILED, "A");
    Sample<Purchase> otherHalf = purchase(2, Outcome.COMPLETED, "A");
    otherHalf.key = half.key;
    otherHalf.began = half.began.plusMillis(3);

    list("failed.csv", half, otherHalf);

    assertThat(ids("failed.csv")).containsExactly("0001");
  }

  @Test
  void completions_moreThanAreKept_takeOffWhatIsKnownInTime() throws IOException {
    List<EventEnvelope<?>> events = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Sample<Purchase> later = purchase(i, Outcome.COMPLETED, "order-" + i);
      later.began = Sample.TIME.plusSeconds(60);
      events.add(later);
    }
    for (int i = 0; i < 30; i++) {
      events.add(purchase(100 + i, Outcome.TIMED_OUT, "order-" + i));
    }

    FailedList.Counts counts = list(new FailedList(1000, 10), "failed.csv", events);

    // The last ten are there, and ten before them.
    assertThat(counts).isEqualTo(new FailedList.Counts(30, 20, 10, 0));
    assertThat(ids("failed.csv")).startsWith("0064", "0065").endsWith("006d");
  }

  @Test
  void completion_ofAnotherStageOrSystem_takesNothingOff() throws IOException {
    var otherStage = purchase(2, Outcome.COMPLETED, "A");
    otherStage.stage = "refund";
    var otherSystem = purchase(3, Outcome.COMPLETED, "A");
    otherSystem.system = "second";

    list("failed.csv", purchase(1, Outcome.FAILED, "A"), otherStage, otherSystem);

    assertThat(ids("failed.csv")).containsExactly("0001");
  }

  @Test
  void retryKeys_whosePartsRunTogether_areNotTheSame() throws IOException {
    list(
        "failed.csv",
        Sample.connection("a", Outcome.FAILED).id(1).retryKey("ab", "c"),
        Sample.connection("a", Outcome.COMPLETED).id(2).retryKey("a", "bc"));

    assertThat(ids("failed.csv")).containsExactly("0001");
  }

  @Test
  void completion_withoutARetryKey_takesNothingOff() throws IOException {
    Sample<Purchase> unknown = purchase(2, Outcome.COMPLETED, "B");
    unknown.retryKey = List.of();

    list("failed.csv", purchase(1, Outcome.FAILED, "A"), unknown);

    assertThat(ids("failed.csv")).containsExactly("0001");
  }

  @Test
  void failures_withoutARetryKey_areNeverTakenOff() throws IOException {
    list(
        "failed.csv",
        Sample.connection("a", Outcome.FAILED).id(1),
        Sample.connection("a", Outcome.COMPLETED).id(2));

    assertThat(ids("failed.csv")).containsExactly("0001");
  }

  @Test
  void manyFailures_ofManyKeys_giveWhatASimpleModelGives() throws IOException {
    Random random = new Random(4711);
    List<EventEnvelope<?>> events = new ArrayList<>();
    List<Sample<Purchase>> expected = new ArrayList<>();
    for (int i = 0; i < 12_000; i++) {
      String order = "order-" + random.nextInt(3_000);
      Outcome outcome = random.nextInt(3) == 0 ? Outcome.COMPLETED : Outcome.FAILED;
      Sample<Purchase> purchase = purchase(i, outcome, order);
      events.add(purchase);
      if (outcome == Outcome.COMPLETED) {
        expected.removeIf(e -> e.retryKey.equals(purchase.retryKey));
      } else {
        expected.add(purchase);
      }
    }

    FailedList.Counts counts = list(new FailedList(), "failed.csv", events);

    assertThat(rows("failed.csv").stream().map(row -> row.getField("id")).toList())
        .isEqualTo(expected.stream().map(Sample::id).toList());
    assertThat(counts.toRunAgain()).isEqualTo(expected.size());
    assertThat(counts.failed()).isEqualTo(counts.laterCompleted() + counts.toRunAgain());
  }

  @Test
  void moreKeysThanAreFollowed_keepTheirFailures_andAreCounted() throws IOException {
    FailedList few = new FailedList(2, 100);

    FailedList.Counts counts =
        list(
            few,
            "failed.csv",
            List.of(
                purchase(1, Outcome.FAILED, "A"),
                purchase(2, Outcome.FAILED, "B"),
                purchase(3, Outcome.FAILED, "C"),
                purchase(4, Outcome.COMPLETED, "A"),
                purchase(5, Outcome.COMPLETED, "C")));

    assertThat(ids("failed.csv")).containsExactly("0002", "0003");
    assertThat(counts).isEqualTo(new FailedList.Counts(3, 1, 2, 1));
  }

  @Test
  void batchThatComesAgain_afterAFailedWrite_isListedOnce() throws IOException {
    FailedList failed = new FailedList();
    failed.open(FailedList.Config.to(Path.of("failed.csv")), new Folder(folder, TYPES));
    List<EventEnvelope<?>> batch =
        List.of(
            purchase(1, Outcome.FAILED, "A"),
            purchase(2, Outcome.COMPLETED, "A"),
            purchase(3, Outcome.FAILED, "A"));

    Thread.currentThread().interrupt(); // closes the channel under the write
    assertThatThrownBy(() -> failed.handle(batch)).isInstanceOf(IOException.class);
    Thread.interrupted();
    failed.handle(batch);
    failed.close();

    assertThat(ids("failed.csv")).containsExactly("0003");
    assertThat(failed.counts()).isEqualTo(new FailedList.Counts(2, 1, 1, 0));
  }

  @Test
  void target_whileTheRunGoesOn_isUntouched_andReplacedAsAWhole() throws IOException {
    Path target = Files.writeString(folder.resolve("failed.csv"), "from the last run");
    FailedList failed = new FailedList();
    failed.open(FailedList.Config.to(Path.of("failed.csv")), new Folder(folder, TYPES));
    failed.handle(List.of(purchase(1, Outcome.FAILED, "A")));

    assertThat(target).hasContent("from the last run");
    failed.close();
    failed.close();

    assertThat(ids("failed.csv")).containsExactly("0001");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(target);
    }
  }

  @Test
  void noFailure_inARun_givesAListWithoutRows() throws IOException {
    list("failed.csv");
    list("failed.json");
    list("failed.jsonl");

    assertThat(rows("failed.csv")).isEmpty();
    assertThat(folder.resolve("failed.csv")).content().startsWith("id,time,");
    assertThat(Json.read(Files.readString(folder.resolve("failed.json")))).isEqualTo(List.of());
    assertThat(folder.resolve("failed.jsonl")).isEmptyFile();
  }

  @Test
  void listAsJson_isAnArray_withTheSameRows() throws IOException {
    var first = purchase(1, Outcome.FAILED, "A\"\n").reason("no payment").lines("a.log", 3, 9);
    list("failed.json", first, purchase(2, Outcome.TIMED_OUT, "B"));

    String text = Files.readString(folder.resolve("failed.json"));
    List<Map<String, ?>> rows = Json.objects(text);

    assertThat(rows).hasSize(2);
    assertThat(text)
        .startsWith("[\n{\"id\":\"00000000000000000000000000000001\"")
        .endsWith("}\n]\n");
    assertThat(rows.getFirst().get("fields")).isEqualTo(Map.of("orderId", "A\"\n", "amount", 1L));
    assertThat(rows.getFirst().keySet().toString())
        .isEqualTo(
            "[id, time, system, type, key, outcome, reason, began, ended, retryKey, fields,"
                + " evidence]");
  }

  @Test
  void listAsJsonLines_hasARow_onEachLine() throws IOException {
    list("failed.jsonl", purchase(1, Outcome.FAILED, "A"), purchase(2, Outcome.FAILED, "B"));

    assertThat(Files.readAllLines(folder.resolve("failed.jsonl")))
        .hasSize(2)
        .allSatisfy(line -> assertThat(Json.object(line)).containsKey("retryKey"));
  }

  @ParameterizedTest
  @EnumSource(Formulas.class)
  void formula_inAField_isGuardedUnlessRaw(Formulas formulas) throws IOException {
    FailedList failed = new FailedList();
    failed.open(
        new FailedList.Config(Path.of("failed.csv"), formulas, false), new Folder(folder, TYPES));
    failed.handle(List.of(purchase(1, Outcome.FAILED, "=1+1")));
    failed.close();

    assertThat(rows("failed.csv").getFirst().getField("orderId"))
        .isEqualTo(formulas == Formulas.GUARD ? "'=1+1" : "=1+1");
  }

  @Test
  void fileOfUnknownEnding_isRefused_beforeTheRun() {
    assertThatThrownBy(() -> list("failed.txt"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'failed.txt' ends in none of .csv, .json, .jsonl");
  }

  @Test
  void folder_inPlaceOfTheFile_isRefused() throws IOException {
    Files.createDirectory(folder.resolve("failed.csv"));

    assertThatThrownBy(() -> list("failed.csv"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a directory; name a file");
  }
}
