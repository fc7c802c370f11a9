package dev.correlator.app;

import dev.correlator.api.Outcome;
import dev.correlator.core.EngineSummary;
import dev.correlator.intake.LogSource;
import dev.correlator.intake.Rejects;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What a page shows that is no column: numbers of the run, findings, statistics. */
final class PageJson {

  /** Endings whose durations are told; the others are counted in the table only. */
  private static final int ENDINGS_MAX = 200;

  /** Hosts that are named. */
  private static final int HOSTS_MAX = 100;

  /** Changes of the zone's offset that are told. */
  private static final int OFFSETS_MAX = 200;

  private final RunResult result;
  private final PageEvents events;
  private final PageColumns columns;
  private final PageLines lines;
  private final PageSummary summary;
  private final ZoneId zone;

  PageJson(
      RunResult result,
      PageEvents events,
      PageColumns columns,
      PageLines lines,
      PageSummary summary,
      ZoneId zone) {
    this.result = result;
    this.events = events;
    this.columns = columns;
    this.lines = lines;
    this.summary = summary;
    this.zone = zone;
  }

  /** Writes it. */
  void write(Instant made, String version, OutputStream to) throws IOException {
    // What Jackson closes is the stream of this section.
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), to)) {
      json.writeStartObject();
      json.writeStringProperty("application", result.application().name());
      json.writeStringProperty("description", result.application().description());
      JsonLists.texts(
          "modules", result.application().modules().stream().map(m -> m.name()).toList(), json);
      json.writeStringProperty("version", version);
      json.writeNumberProperty("made", made.toEpochMilli());
      json.writeBooleanProperty("stopped", result.stopped());
      zone(json);
      head(json);
      endings(json);
      slots(json);
      others(json);
      statistics(json);
      held(json);
      json.writeEndObject();
    }
  }

  private void zone(JsonGenerator json) {
    EngineSummary s = result.summary();
    Instant first = s.first() == null ? Instant.EPOCH : s.first();
    Instant last = s.last() == null ? Instant.now() : s.last();
    ZoneRules rules = zone.getRules();
    json.writeStringProperty("zone", zone.getId().equals("Z") ? "UTC" : zone.getId());
    json.writeName("offsets"); // from when on, milliseconds; how far ahead of UTC, milliseconds
    json.writeStartArray();
    offset(Long.MIN_VALUE >> 11, rules.getOffset(first).getTotalSeconds(), json);
    int told = 1;
    for (ZoneOffsetTransition t = rules.nextTransition(first);
        t != null && t.getInstant().isBefore(last) && told < OFFSETS_MAX;
        t = rules.nextTransition(t.getInstant())) {
      offset(t.getInstant().toEpochMilli(), t.getOffsetAfter().getTotalSeconds(), json);
      told++;
    }
    json.writeEndArray();
  }

  private static void offset(long from, int seconds, JsonGenerator json) {
    json.writeStartArray();
    json.writeNumber(from);
    json.writeNumber(seconds * 1_000L);
    json.writeEndArray();
  }

  private void head(JsonGenerator json) {
    EngineSummary s = result.summary();
    Rejects j = result.rejects();
    JsonLists.objects("files", result.sources(), json, PageJson::file);
    time("first", s.first(), json);
    time("last", s.last(), json);
    JsonLists.texts("hosts", s.hosts().stream().limit(HOSTS_MAX).map(PageRow::text).toList(), json);
    json.writeNumberProperty("hostCount", s.hosts().size());
    json.writeNumberProperty("seconds", result.took().toMillis() / 1000.0);
    json.writeName("records");
    json.writeStartObject();
    json.writeNumberProperty("total", result.records());
    json.writeNumberProperty("used", s.used());
    json.writeNumberProperty("ignored", result.ignored());
    json.writeNumberProperty("failed", s.failed());
    json.writeNumberProperty("unreached", s.unreached());
    json.writeNumberProperty("rejected", j.total());
    json.writeStringProperty(
        "ignoredBy", result.ignored() > 0 ? ReportRecords.ignored(result) : "");
    List<String> reasons = new ArrayList<>();
    j.counts().forEach((reason, n) -> reasons.add(CountText.of(n) + " " + reason.text()));
    json.writeStringProperty("rejectedFor", String.join("; ", reasons));
    json.writeEndObject();
    if (s.records() == 0) {
      json.writeNullProperty("exact"); // of nothing it says nothing
    } else {
      json.writeBooleanProperty("exact", result.isExact());
    }
    json.writeNumberProperty("retimed", result.retimed());
    json.writeNumberProperty("adjusted", result.adjusted());
    json.writeNumberProperty("evicted", s.evicted());
    List<String> notes = new ArrayList<>();
    result.notes().forEach(n -> notes.add(PageRow.text(n)));
    String truncated = ReportRecords.truncated(result);
    if (truncated != null) {
      notes.add("truncated: " + truncated);
    }
    String repeats = ReportRecords.repeats(result);
    if (repeats != null) {
      notes.add("repeats: " + repeats);
    }
    notes.addAll(Copies.notes(result.sources()));
    notes.addAll(OwnTimes.of(result).notes());
    notes.addAll(LeftOut.of(result));
    Troubles.of(result).forEach(n -> notes.add(PageRow.text(n.strip())));
    JsonLists.texts("notes", notes, json);
    JsonLists.texts("limits", summary.notes(), json);
  }

  private static void file(LogSource source, JsonGenerator json) {
    json.writeStringProperty("name", PageRow.text(source.name()));
    json.writeStringProperty("format", SourceWords.of(source));
    json.writeNumberProperty("records", source.records());
    json.writeNumberProperty("bytes", source.contentBytes());
  }

  private void endings(JsonGenerator json) {
    json.writeName("endings");
    json.writeStartArray();
    int told = 0;
    for (Map.Entry<Findings.Ending, Durations> e : result.findings().endings()) {
      Durations d = e.getValue();
      json.writeStartObject();
      json.writeStringProperty("stage", e.getKey().system() + "/" + e.getKey().stage());
      json.writeStringProperty("outcome", e.getKey().outcome().name());
      String reason = e.getKey().reason();
      json.writeStringProperty("reason", reason == null ? "" : PageRow.text(reason));
      json.writeNumberProperty("count", d.count());
      json.writeNumberProperty("median", d.median().toMillis());
      json.writeNumberProperty("p90", d.percentile(90).toMillis());
      json.writeNumberProperty("p99", d.percentile(99).toMillis());
      json.writeNumberProperty("longest", d.longest().toMillis());
      json.writeName("classes"); // the shortest of each class in milliseconds, and how many
      json.writeStartArray();
      if (told++ < ENDINGS_MAX) {
        d.classes((smallest, n) -> {
          json.writeNumber(smallest);
          json.writeNumber(n);
        });
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void slots(JsonGenerator json) {
    TimeSlots slots = events.slots();
    json.writeName("slots");
    json.writeStartObject();
    json.writeNumberProperty("first", slots.firstMillis());
    json.writeNumberProperty("width", slots.widthMillis());
    json.writeName("series");
    json.writeStartArray();
    List<TimeSlots.Series> series = slots.series();
    for (int i = 0; i < series.size(); i++) {
      String reason = series.get(i).reason();
      int type = series.get(i).type();
      json.writeStartObject();
      json.writeStringProperty(
          "stage", type == TimeSlots.NO_TYPE ? "" : events.types().get(type).stageName());
      json.writeStringProperty("outcome", series.get(i).outcome().name());
      json.writeStringProperty("reason", reason == null ? "" : reason);
      json.writeName("counts");
      json.writeStartArray();
      slots.counts(i).forEach(json::writeNumber);
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Events that are neither of transactions nor statistics: by type, as rows. */
  private void others(JsonGenerator json) throws IOException {
    List<PageRow> rows = new ArrayList<>(); // bounded: PageEvents.OTHERS_MAX
    events.readOthers(rows::add);
    json.writeName("findings");
    json.writeStartArray();
    for (Findings.Ranked ranked : result.findings().ranked()) {
      List<Integer> types = numbers(ranked); // one for each stage that sends them
      if (types.isEmpty()) {
        continue;
      }
      PageType t = events.types().get(types.get(0));
      json.writeStartObject();
      json.writeStringProperty("title", t.title());
      json.writeStringProperty("system", t.system());
      json.writeNumberProperty("count", ranked.count);
      json.writeStringProperty("worst", t.worst());
      JsonLists.texts("shown", t.shown(), json);
      rows(types, t, rows, json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private List<Integer> numbers(Findings.Ranked ranked) {
    List<Integer> numbers = new ArrayList<>();
    List<PageType> types = events.types();
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i).type() == ranked.type && types.get(i).system().equals(ranked.system)) {
        numbers.add(i);
      }
    }
    return numbers;
  }

  private void rows(List<Integer> types, PageType t, List<PageRow> rows, JsonGenerator json) {
    JsonLists.objects("fields", t.fields(), json, PageJson::field);
    json.writeName("rows");
    json.writeStartArray();
    for (PageRow row : rows) {
      if (types.contains(row.type())) {
        json.writeStartObject();
        json.writeStringProperty("id", digits(row.id()));
        json.writeNumberProperty("time", row.ended());
        json.writeName("values");
        values(row.values(), json);
        json.writeNumberProperty("count", row.count());
        json.writeName("lines");
        json.writeStartArray();
        row.records()
            .forEach(r -> {
              int handle = lines.want(r); // wanted before, or there is no room
              if (handle >= 0) {
                json.writeNumber(lines.number(handle));
              }
            });
        json.writeEndArray();
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private void statistics(JsonGenerator json) throws IOException {
    List<PageRow> rows = new ArrayList<>(); // bounded: PageEvents.PERIODS_MAX
    events.readPeriods(rows::add);
    json.writeName("statistics");
    json.writeStartArray();
    List<PageType> types = events.types();
    for (int type = 0; type < types.size(); type++) {
      int number = type;
      if (rows.stream().noneMatch(r -> r.type() == number)) {
        continue;
      }
      json.writeStartObject();
      json.writeStringProperty("title", types.get(type).title());
      json.writeStringProperty("system", types.get(type).system());
      JsonLists.objects("fields", types.get(type).fields(), json, PageJson::field);
      json.writeName("rows");
      json.writeStartArray();
      for (PageRow row : rows) {
        if (row.type() == type) {
          json.writeStartObject();
          json.writeNumberProperty("began", row.began());
          json.writeNumberProperty("ended", row.ended());
          json.writeName("values");
          values(row.values(), json);
          json.writeEndObject();
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** What the columns hold. */
  private void held(JsonGenerator json) {
    json.writeName("held");
    json.writeStartObject();
    json.writeNumberProperty("transactions", columns.size());
    json.writeNumberProperty("failed", Math.min(events.failedKept(), columns.size()));
    json.writeNumberProperty("allTransactions", events.transactions());
    json.writeNumberProperty("allFailed", events.failed());
    json.writeNumberProperty("lines", lines.wanted());
    json.writeNumberProperty("found", lines.found());
    json.writeNumberProperty("textBytes", lines.textBytes());
    JsonLists.texts("sources", events.sources().stream().map(PageRow::text).toList(), json);
    JsonLists.objects("types", events.types(), json, PageJson::type);
    List<String> outcomes = new ArrayList<>();
    for (Outcome o : Outcome.values()) {
      outcomes.add(o.name());
    }
    JsonLists.texts("outcomes", outcomes, json);
    JsonLists.objects("fields", columns.fields(), json, PageJson::field);
    json.writeEndObject();
  }

  private static void type(PageType t, JsonGenerator json) {
    json.writeStringProperty("title", t.title());
    json.writeStringProperty("stage", t.stageName());
    JsonLists.texts("shown", t.shown(), json);
  }

  private static void field(PageType.Field f, JsonGenerator json) {
    json.writeStringProperty("name", f.name());
    json.writeStringProperty("title", EventWords.words(f.name()));
    json.writeStringProperty("kind", SettingType.word(f.kind()));
  }

  private static void values(List<@Nullable Object> values, JsonGenerator json) {
    json.writeStartArray();
    for (Object v : values) {
      switch (v) {
        case null -> json.writeNull();
        case Long n -> json.writeNumber(n);
        default -> json.writeString(v.toString());
      }
    }
    json.writeEndArray();
  }

  static String digits(long id) {
    return String.format(Locale.ROOT, "%0" + PageRow.ID_DIGITS + "x", id);
  }

  private static void time(String name, @Nullable Instant time, JsonGenerator json) {
    json.writeName(name);
    if (time == null) {
      json.writeNull();
    } else {
      json.writeNumber(time.toEpochMilli());
    }
  }
}
