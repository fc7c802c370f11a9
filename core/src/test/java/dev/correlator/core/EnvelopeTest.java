package dev.correlator.core;

import static dev.correlator.api.KeyPart.PROC_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correlator.api.EventEnvelope;
import dev.correlator.api.FieldTaker;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.TransactionEvent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an event's envelope gives, made from bytes when it is asked for. */
class EnvelopeTest {

  record Job(@Nullable String user, int lines, @Nullable String note, @Nullable Instant begun)
      implements TransactionEvent {}

  private static TestRun jobs() {
    return TestRun.of((flow, none) ->
        flow.transaction("job", Select.all(), Job.class)
            .key(PROC_ID)
            .open(Pattern.of("begin {user}"), s -> s.time("begun"))
            .open(Pattern.of("line"), s -> s.count("lines"))
            .open(Pattern.of("note {note}"))
            .end(Outcome.COMPLETED, "done", Pattern.of("done"))
            .total(Duration.ofDays(1)));
  }

  private static EventEnvelope<?> one() {
    return jobs()
        .lines("10:00:00 h x[1] begin jörg", "10:00:01 h x[1] line", "10:00:02 h x[1] done")
        .run()
        .only();
  }

  private static List<EventEnvelope<?>> many(int n) {
    List<LogLine> lines = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      lines.add(LogLine.of("10:00:00 h x[" + i + "] begin u" + i).later(Duration.ofMillis(i)));
      lines.add(LogLine.of("10:00:00 h x[" + i + "] done").later(Duration.ofMillis(i)));
    }
    return jobs().lines(lines).run().events;
  }

  @Test
  void fields_ofAnEvent_areAMapOfItsComponents() {
    Job job = (Job) one().event();
    Map<String, @Nullable Object> expected = new LinkedHashMap<>();
    expected.put("user", "jörg");
    expected.put("lines", 1);
    expected.put("note", null);
    expected.put("begun", job.begun());

    Map<String, @Nullable Object> fields = one().fields();

    assertThat(fields).isEqualTo(expected).hasToString(expected.toString());
    assertThat(fields.hashCode()).isEqualTo(expected.hashCode());
    assertThat(fields.keySet()).containsExactly("user", "lines", "note", "begun");
    assertThat(fields.values()).containsExactly("jörg", 1, null, job.begun());
    assertThat(fields.entrySet()).containsExactlyElementsOf(expected.entrySet());
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    fields.forEach(copy::put);
    assertThat(copy).isEqualTo(expected);
  }

  /** Keeps the values that it is given. */
  private static final class Values implements FieldTaker {
    final List<@Nullable Object> all = new ArrayList<>();

    @Override
    public void text(byte[] utf8, int from, int to) {
      all.add(new String(utf8, from, to - from, StandardCharsets.UTF_8));
    }

    @Override
    public void number(long value) {
      all.add(value);
    }

    @Override
    public void value(@Nullable Object value) {
      all.add(value);
    }
  }

  @Test
  void keyAndFields_givenOneByOne_areThoseOfTheEvent() {
    EventEnvelope<?> event = one();
    Values key = new Values();
    Values fields = new Values();

    event.key(key);
    event.fields(fields);

    assertThat(key.all).containsExactly("1");
    assertThat(fields.all).containsExactly("jörg", 1L, null, ((Job) event.event()).begun());
  }

  @Test
  void field_byName_isThere_orNot() {
    Map<String, @Nullable Object> fields = one().fields();

    assertThat(fields.get("user")).isEqualTo("jörg");
    assertThat(fields.get("note")).isNull();
    assertThat(fields.containsKey("note")).isTrue();
    assertThat(fields.keySet().contains("note")).isTrue();
    assertThat(fields.get("other")).isNull();
    assertThat(fields.containsKey("other")).isFalse();
    assertThat(fields.getOrDefault("other", "none")).isEqualTo("none");
  }

  @Test
  void fieldsAndKey_cannotBeChanged() {
    Map<String, @Nullable Object> fields = one().fields();

    assertThatThrownBy(() -> fields.put("user", "x"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> fields.remove("user"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> fields.values().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> fields.entrySet().iterator().next().setValue("x"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> one().key().add("x"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void id_isTheHashOfWhatWasFound() throws NoSuchAlgorithmException {
    EventEnvelope<?> e = one();
    Instant t = e.time();
    byte[] names = "test\0module\0job\0Job\0".getBytes(StandardCharsets.UTF_8);
    byte[] key = {1, '1'};
    ByteBuffer all = ByteBuffer.allocate(names.length + 24 + key.length);
    all.order(ByteOrder.LITTLE_ENDIAN).put(names);
    all.putLong(key.length).putLong(t.getEpochSecond() * 1_000_000_000 + t.getNano()).putLong(0);
    all.put(key);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.array());

    assertThat(e.id()).isEqualTo(HexFormat.of().formatHex(Arrays.copyOf(hash, 16)));
  }

  @Test
  void ids_askedForBySeveralThreads_areThoseOfOne() throws Exception {
    List<String> expected = many(2_000).stream().map(EventEnvelope::id).toList();
    List<EventEnvelope<?>> events = many(2_000);
    Callable<List<String>> ids = () -> events.stream().map(EventEnvelope::id).toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<List<String>> f : threads.invokeAll(List.of(ids, ids, ids, ids))) {
        assertThat(f.get()).isEqualTo(expected);
      }
    }
    assertThat(expected).doesNotHaveDuplicates();
  }

  @Test
  void records_moreThanAreMadeByReflection_areAllTheSame() {
    List<EventEnvelope<?>> events = many(3 * RecordMaker.BY_REFLECTION);

    for (int i = 0; i < events.size(); i++) {
      Job job = (Job) events.get(i).event();
      assertThat(job.user()).isEqualTo("u" + i);
      assertThat(job.note()).isNull();
      assertThat(job.begun()).isEqualTo(events.get(i).began());
    }
  }
}
