package dev.correlator.app;

import dev.correlator.api.EventEnvelope;
import dev.correlator.core.EngineSummary;
import dev.correlator.delivery.FailedList;
import dev.correlator.delivery.HandlerReport;
import dev.correlator.intake.LogSource;
import dev.correlator.intake.Rejects;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * The report for programs: one JSON array, an object for each application. Times are ISO 8601,
 * durations seconds; names and their meaning are those of the table.
 */
final class JsonReport implements Reports {

  private final PrintWriter out;

  JsonReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void print(List<RunResult> results, RunRequest request) {
    ObjectWriteContext pretty =
        new ObjectWriteContext.Base() {
          @Override
          public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
          }

          @Override
          public boolean hasPrettyPrinter() {
            return true;
          }
        };
    try (JsonGenerator json =
        new JsonFactory()
            .rebuild()
            .configure(tools.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET, false)
            .build()
            .createGenerator(pretty, out)) {
      json.writeStartArray();
      results.forEach(r -> write(r, json));
      json.writeEndArray();
    }
    out.println();
  }

  private static void write(RunResult r, JsonGenerator json) {
    EngineSummary s = r.summary();
    json.writeStartObject();
    json.writeStringProperty("application", r.application().name());
    json.writeNumberProperty("reading", r.reading());
    json.writeBooleanProperty("stopped", r.stopped());
    Map<LogSource, LogSource> alike = Copies.alike(r.sources());
    JsonLists.objects(
        "sources", r.sources(), json, (source, to) -> source(source, alike.get(source), to));
    json.writeName("records");
    json.writeStartObject();
    json.writeNumberProperty("total", r.records());
    json.writeNumberProperty("used", s.used());
    json.writeNumberProperty("ignored", r.ignored());
    json.writeNumberProperty("failed", s.failed());
    json.writeNumberProperty("not_reached", s.unreached());
    json.writeNumberProperty("truncated", s.truncated());
    json.writeNumberProperty("repeats_left_out", s.repeatsLeftOut());
    json.writeNumberProperty("of_no_open_transaction", s.orphans());
    json.writeNumberProperty("rejected", r.rejects().total());
    json.writeEndObject();
    notParsed(r.rejects(), json);
    value("first", s.first(), json);
    value("last", s.last(), json);
    JsonLists.texts("hosts", s.hosts(), json);
    JsonLists.objects("programs", s.apps(), json, JsonReport::program);
    JsonLists.objects("transactions", r.findings().endings(), json, JsonReport::ending);
    json.writeNumberProperty("failed", r.findings().failed());
    failedList(r.failedList(), json);
    events("newest_failed", r.findings().newestFailed(), json);
    JsonLists.objects("findings", r.findings().ranked(), json, JsonReport::finding);
    events("statistics", r.findings().periods().stream().flatMap(List::stream).toList(), json);
    exactness(r, json);
    JsonLists.objects("handlers", r.handlers().handlers(), json, JsonReport::handler);
    page(r.page(), json);
    json.writeNumberProperty("module_failures", s.failures());
    json.writeNumberProperty("seconds", r.took().toMillis() / 1000.0);
    json.writeEndObject();
  }

  private static void source(LogSource source, @Nullable LogSource alike, JsonGenerator json) {
    json.writeStringProperty("name", source.name());
    json.writeStringProperty("format", source.formatName());
    json.writeBooleanProperty("format_known", source.formatKnown());
    json.writeNumberProperty("records", source.records());
    json.writeNumberProperty("bytes", source.contentBytes());
    assumed(source, json);
    if (alike != null) {
      json.writeStringProperty("begins_as", alike.name());
    }
    if (source.failure() != null) {
      json.writeStringProperty("error", source.failure().text());
    }
  }

  /** What had to be assumed of a source's times. */
  static void assumed(LogSource source, JsonGenerator json) {
    if (source.stamper().firstYear() != 0) {
      json.writeNumberProperty("first_year", source.stamper().firstYear());
      json.writeStringProperty(
          "year_from", source.stamper().yearSource().name().toLowerCase(Locale.ROOT));
    }
    LocalDate firstDay = source.stamper().firstDay();
    if (firstDay != null) {
      json.writeStringProperty("first_day", firstDay.toString());
    }
    json.writeNumberProperty("without_time", source.stamper().assumedTimes());
    json.writeBooleanProperty("zone_assumed", source.stamper().zoneAssumed());
  }

  /** Why records could not be parsed, with the first of each reason. */
  private static void notParsed(Rejects rejects, JsonGenerator json) {
    JsonLists.objects(
        "not_parsed",
        rejects.counts().entrySet(),
        json,
        (e, to) -> {
          to.writeStringProperty("reason", e.getKey().name());
          to.writeStringProperty("text", e.getKey().text());
          to.writeNumberProperty("count", e.getValue());
          List<Rejects.Sample> samples =
              rejects.samples().stream().filter(s -> s.reason() == e.getKey()).toList();
          JsonLists.objects("samples", samples, to, JsonReport::sample);
        });
  }

  private static void sample(Rejects.Sample sample, JsonGenerator json) {
    json.writeStringProperty("source", sample.source());
    json.writeNumberProperty("line", sample.line());
    json.writeStringProperty("text", sample.text());
  }

  private static void program(EngineSummary.App a, JsonGenerator json) {
    json.writeStringProperty("name", a.name());
    json.writeNumberProperty("records", a.records());
    json.writeNumberProperty("without_pattern", a.unmatched());
  }

  private static void ending(Map.Entry<Findings.Ending, Durations> e, JsonGenerator json) {
    json.writeStringProperty("system", e.getKey().system());
    json.writeStringProperty("stage", e.getKey().stage());
    json.writeStringProperty("outcome", e.getKey().outcome().name());
    if (e.getKey().reason() != null) {
      json.writeStringProperty("reason", e.getKey().reason());
    }
    json.writeNumberProperty("count", e.getValue().count());
    json.writeNumberProperty("median_seconds", e.getValue().median().toMillis() / 1000.0);
    json.writeNumberProperty("longest_seconds", e.getValue().longest().toMillis() / 1000.0);
  }

  private static void finding(Findings.Ranked k, JsonGenerator json) {
    json.writeStringProperty("type", k.type.getSimpleName());
    json.writeStringProperty("system", k.system);
    json.writeNumberProperty("count", k.count);
    events("first", k.worst, json);
  }

  private static void failedList(FailedList.@Nullable Counts c, JsonGenerator json) {
    if (c != null) {
      json.writeNumberProperty("later_completed", c.laterCompleted());
      json.writeNumberProperty("to_run_again", c.toRunAgain());
    }
  }

  private static void events(String name, List<EventEnvelope<?>> events, JsonGenerator json) {
    JsonLists.objects(name, events, json, JsonReport::event);
  }

  private static void event(EventEnvelope<?> e, JsonGenerator json) {
    json.writeStringProperty("id", e.id());
    json.writeStringProperty("type", e.type().getSimpleName());
    json.writeStringProperty("system", e.system());
    JsonLists.texts("key", e.key(), json);
    if (e.outcome() != null) {
      json.writeStringProperty("outcome", e.outcome().name());
    }
    if (e.reason() != null) {
      json.writeStringProperty("reason", e.reason());
    }
    value("began", e.began(), json);
    value("ended", e.ended(), json);
    json.writeBooleanProperty("partial", e.partial());
    json.writeBooleanProperty("retimed", e.retimed());
    json.writeStringProperty("lines", EventWords.lines(e));
    json.writeName("data");
    json.writeStartObject();
    e.fields().forEach((n, v) -> value(n, v, json));
    json.writeEndObject();
  }

  private static void exactness(RunResult r, JsonGenerator json) {
    if (r.summary().records() == 0) {
      json.writeNullProperty("exact"); // of nothing it says nothing
    } else {
      json.writeBooleanProperty("exact", r.isExact());
    }
    json.writeNumberProperty("retimed", r.retimed());
    json.writeNumberProperty("adjusted", r.adjusted());
    json.writeNumberProperty("evicted", r.summary().evicted());
    List<String> options = OwnTimes.of(r).options();
    if (!options.isEmpty()) {
      JsonLists.texts("exact_with", options, json);
    }
  }

  private static void handler(HandlerReport h, JsonGenerator json) {
    json.writeStringProperty("name", h.name());
    json.writeNumberProperty("taken", h.taken());
    json.writeNumberProperty("delivered", h.delivered());
    json.writeNumberProperty("refused", h.refused());
    json.writeNumberProperty("failed", h.failed());
    json.writeNumberProperty("withheld", h.withheld());
    json.writeNumberProperty("undecided", h.undecided());
    if (h.undecidedError() != null) {
      json.writeStringProperty("undecided_error", h.undecidedError());
    }
    if (h.error() != null) {
      json.writeStringProperty("error", h.error());
    }
    JsonLists.objects("losses", h.losses(), json, JsonReport::loss);
  }

  private static void loss(HandlerReport.Loss loss, JsonGenerator json) {
    json.writeStringProperty("reason", loss.reason());
    json.writeNumberProperty("events", loss.events());
  }

  private static void page(@Nullable PageSummary page, JsonGenerator json) {
    if (page != null) {
      json.writeName("page");
      json.writeStartObject();
      json.writeNumberProperty("transactions", page.transactions());
      json.writeNumberProperty("of_transactions", page.allTransactions());
      json.writeNumberProperty("records", page.records());
      json.writeNumberProperty("of_records", page.allRecords());
      if (page.error() != null) {
        json.writeStringProperty("error", page.error());
      }
      json.writeEndObject();
    }
  }

  private static void value(String name, @Nullable Object v, JsonGenerator json) {
    switch (v) {
      case null -> json.writeNullProperty(name);
      case Integer i -> json.writeNumberProperty(name, i);
      case Long l -> json.writeNumberProperty(name, l);
      case Boolean b -> json.writeBooleanProperty(name, b);
      case Duration d -> json.writeNumberProperty(name, d.toMillis() / 1000.0);
      case Instant t -> json.writeStringProperty(name, t.toString());
      case Enum<?> n -> json.writeStringProperty(name, n.name());
      default -> json.writeStringProperty(name, v.toString());
    }
  }
}
