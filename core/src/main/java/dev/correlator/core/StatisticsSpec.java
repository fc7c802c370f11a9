package dev.correlator.core;

import dev.correlator.api.Calendar;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The description of a statistics event. */
final class StatisticsSpec {

  final EventSpec event;
  final Calendar calendar;
  private final ModuleSpec module;

  /** Where it is declared; empty where no places are told. */
  private final String place;

  ZoneId zone = ZoneOffset.UTC;

  /** The stage number under which its events are ordered: behind all stages. */
  int id;

  StatisticsSpec(ModuleSpec module, EventSpec event, Calendar calendar) {
    this.module = module;
    place = module.place();
    this.event = event;
    this.calendar = calendar;
  }

  void check() {
    RecordShape s = event.shape;
    for (int i = 0; i < s.names.length; i++) {
      module.metric(s.names[i]);
      if (s.kinds[i] != RecordShape.Kind.INT && s.kinds[i] != RecordShape.Kind.LONG) {
        module.problem(
            s.type.getSimpleName() + "." + s.names[i] + ": a metric is of type int or long", place);
      }
    }
  }

  long start(long tau) {
    return Times.nanos(calendar.atOrBefore(Times.instant(tau), zone));
  }

  long end(long tau) {
    return Times.nanos(calendar.next(Times.instant(tau), zone));
  }

  /**
   * Takes the earliest period that was counted in and is over by now, merged; null where none is.
   */
  @Nullable CoreEnvelope<?> over(List<Shard> shards, int number, long w, boolean atEnd) {
    long start = Long.MAX_VALUE;
    for (Shard s : shards) {
      Long first = s.metrics(module).earliest(number);
      start = first == null ? start : Math.min(start, first);
    }
    if (start == Long.MAX_VALUE) {
      return null;
    }
    long end = end(start);
    if (end > w && !atEnd) {
      return null;
    }
    Metrics.Cell[] sum = new Metrics.Cell[module.metrics.size()];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = new Metrics.Cell();
    }
    for (Shard s : shards) {
      Metrics.@Nullable Cell @Nullable [] cells = s.metrics(module).take(number, start);
      for (int i = 0; cells != null && i < cells.length; i++) {
        Metrics.Cell c = cells[i];
        if (c != null) {
          sum[i].merge(c);
        }
      }
    }
    return envelope(shards.get(0), sum, start, end, end > w, w);
  }

  private CoreEnvelope<?> envelope(
      Shard shard, Metrics.Cell[] sum, long start, long end, boolean partial, long w) {
    RowBuilder row = new RowBuilder(event.shape);
    row.begin();
    for (int i = 0; i < event.shape.names.length; i++) {
      Integer metric = module.metrics.get(event.shape.names[i]);
      if (metric != null) {
        row.fixed(i, sum[metric].value());
      }
    }
    Trigger t = new Trigger();
    if (partial) {
      t.end(w);
    } else {
      t.timer(end);
    }
    return CoreEnvelope.plain(
        shard, event, t, id, new byte[0], 0, row.take(), start, new byte[0], 0, partial);
  }
}
