package dev.correlator.core;

import static java.util.Objects.requireNonNull;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.Select;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records of a block as a parser finds them: notes time and origin of each, tries the
 * patterns of the stages that want it, and keeps what matched. One per parsing thread.
 *
 * <p>Cost: about 60 ns for a record of an application that some stage selects, 20 ns for others.
 */
public final class BlockWriter {

  /** Applications whose counts are kept apart; the others are counted together. */
  private static final int APPS_MAX = 10_000;

  /** Where records without priority are counted, behind the severities' numbers. */
  static final int NO_SEVERITY = 8;

  /** What an application's records are put to, and how many there were. */
  static final class AppRoute {
    final byte[] name;

    /** For records without fields, and for those with some; null until there is one. */
    Router.@Nullable Plan plain;

    Router.@Nullable Plan withFields;
    long records;

    /** How many a pattern matched, by application of the program. */
    final long[] matched;

    AppRoute(byte[] name, int applications) {
      this.name = name;
      matched = new long[applications];
    }

    /** Whether a stage of an application of the program may take such records. */
    boolean selects(int part) {
      Router.Plan either = plain == null ? withFields : plain;
      return either != null && either.selects[part];
    }
  }

  private final Program program;
  private Names<AppRoute> apps;

  /** Those of each format's number so far; empty where stages ask for no format. */
  private final List<@Nullable Names<AppRoute>> appsOfFormats = new ArrayList<>();

  private final boolean asksForFormats;
  private final boolean asksForFields;
  private final Origins allOrigins;
  private final Names<Origin> hosts;
  private final List<AppRoute> routes = new ArrayList<>();
  private final MatchBuffer found = new MatchBuffer();
  private final MatchBuffer foundInField = new MatchBuffer();
  private final Keys keys = new Keys();
  private final RecordCursor cursor = new RecordCursor();
  private final int[] bestRule;

  /** Whether there are several shards: only then it must be known whose a key is. */
  private final boolean isShared;

  private final long[] severities = new long[NO_SEVERITY + 1];
  private final Origin[] sourceOrigin = new Origin[1];
  private RecordBlock block = new RecordBlock(0);
  private int format;
  private int originSource = -1;

  /** For each application the last record that was counted for it. */
  private final long[] counted;

  private long number;
  private long truncated;
  private long repeatsLeftOut;

  /** Makes a writer for the engine's program. */
  public BlockWriter(Engine engine) {
    program = engine.program;
    allOrigins = engine.origins;
    hosts = new Names<>(Origins.MAX, program.hashSeed, allOrigins::ofHost);
    asksForFormats = program.router.asksForFormats();
    asksForFields = program.router.asksForFields();
    apps = new Names<>(APPS_MAX, program.hashSeed, this::route);
    isShared = engine.shards() > 1;
    bestRule = new int[program.stages.length];
    counted = new long[program.applications.size()];
    engine.add(this);
  }

  private AppRoute route(byte[] name) {
    AppRoute r = new AppRoute(name, program.applications.size());
    if (routes.size() < APPS_MAX) {
      routes.add(r); // further ones are counted in the total alone
    }
    return r;
  }

  /** Made when the first such record is there: few logs have both kinds of one application. */
  private Router.Plan plan(AppRoute app, boolean withFields) {
    String name = Bytes.text(app.name, 0, app.name.length);
    Router.Plan plan = program.router.plan(name, format, withFields);
    if (withFields || !asksForFields) {
      app.withFields = plan;
    }
    if (!withFields || !asksForFields) {
      app.plain = plan;
    }
    return plan;
  }

  /**
   * Begins a block.
   *
   * @param next empty of records
   * @param formatNumber see {@link Sources#format}
   */
  public void begin(RecordBlock next, int formatNumber) {
    block = next;
    format(formatNumber);
  }

  /** A record that was parsed by another format than the block's. */
  public void format(int formatNumber) {
    format = formatNumber;
    if (asksForFormats) {
      apps = appsOf(formatNumber);
    }
  }

  private Names<AppRoute> appsOf(int formatNumber) {
    while (appsOfFormats.size() <= formatNumber) {
      appsOfFormats.add(null);
    }
    Names<AppRoute> known = appsOfFormats.get(formatNumber);
    if (known == null) {
      known = new Names<>(APPS_MAX, program.hashSeed, this::route);
      appsOfFormats.set(formatNumber, known);
    }
    return known;
  }

  /** A frame that could not be parsed: it counts as a line of the source. */
  public void reject() {
    block.frames++;
  }

  /** Ends the block. */
  public void end() {}

  /** A record that was parsed: a line of the source. */
  public void record(int frameFrom, int frameTo, RecordHeader h) {
    record(frameFrom, frameFrom, frameFrom, frameTo, h);
    block.frames++;
  }

  /** So many lines of the source that are, or belong to, records which are said apart. */
  public void lines(int more) {
    block.frames += more;
  }

  /**
   * A record whose fields stand elsewhere than its line: it repeats another one, or had to be
   * decoded, or put together. Its lines are said by {@link #lines}, behind it.
   *
   * @param place first byte of its first line
   * @param frameFrom first byte of what its fields stand in
   * @param rawFrom first byte, in it, of the record as received
   * @param frameTo byte behind it
   */
  public void record(int place, int frameFrom, int rawFrom, int frameTo, RecordHeader h) {
    byte[] b = block.bytes;
    Origin origin = h.hostFrom == h.hostTo ? sourceOrigin() : hosts.of(b, h.hostFrom, h.hostTo);
    int row = block.addRecord(h, origin.index);
    AppRoute app = apps.of(b, h.appFrom, h.appTo);
    app.records += h.repeat;
    truncated += h.truncated ? h.repeat : 0;
    repeatsLeftOut += h.repeat > 1 ? h.repeatsLeftOut : 0;
    severities[h.priority < 0 ? NO_SEVERITY : h.priority & 7] += h.repeat;
    Router.Plan plan = h.fieldCount == 0 ? app.plain : app.withFields;
    if (plan == null) {
      plan = plan(app, h.fieldCount > 0);
    }
    PatternMatcher matcher = plan.matcher;
    if (matcher != null && matcher.match(b, h.textFrom, h.textTo, found) > 0) {
      int at = block.cellsUsed;
      int[] c = block.cells(Cells.HEADER + hitCells(plan) + 2 * h.fieldCount);
      c[at + Cells.ROW] = row;
      c[at + Cells.RAW] = rawFrom - frameFrom | (h.truncated ? Cells.TRUNCATED : 0);
      c[at + Cells.LINE] = block.frames;
      c[at + Cells.PLACE] = place;
      if (keep(plan, c, at, frameFrom, frameTo, h, origin)) {
        countMatched(app, c, at, h.repeat);
      }
    }
  }

  private Origin sourceOrigin() {
    if (originSource != block.source) {
      sourceOrigin[0] = allOrigins.of(Bytes.utf8(program.sources.name(block.source)));
      originSource = block.source;
    }
    return sourceOrigin[0];
  }

  /** Writes the row of a record that patterns matched; false where no rule takes it after all. */
  private boolean keep(
      Router.Plan plan,
      int[] c,
      int at,
      int frameFrom,
      int frameTo,
      RecordHeader h,
      Origin origin) {
    c[at + Cells.FROM] = frameFrom;
    c[at + Cells.LENGTH] = Math.min(frameTo - frameFrom, Cells.RECORD_MAX);
    c[at + Cells.HOST] = pack(frameFrom, h.hostFrom, h.hostTo);
    c[at + Cells.APP] = pack(frameFrom, h.appFrom, h.appTo);
    c[at + Cells.PROC_ID] = pack(frameFrom, h.procIdFrom, h.procIdTo);
    c[at + Cells.MSG_ID] = pack(frameFrom, h.msgIdFrom, h.msgIdTo);
    c[at + Cells.DATA] = pack(frameFrom, h.dataFrom, h.dataTo);
    c[at + Cells.TEXT] = pack(frameFrom, h.textFrom, h.textTo);
    c[at + Cells.PRIORITY] = h.priority;
    c[at + Cells.REPEAT] = h.repeat;
    c[at + Cells.HITS] = 0;
    int hit = at + Cells.HEADER;
    if (found.size == 1 && !plan.hasConditions) {
      for (Rule r : plan.rules[found.cells[0]]) {
        hit = addHit(c, at, hit, r, 1, h, origin);
      }
    } else {
      if (plan.asksCode) { // which sees fields, behind all hits that there may be
        addFields(c, at, hit + hitCells(plan), frameFrom, h);
      }
      hit = addBestHits(plan, c, at, hit, h, origin);
    }
    if (c[at + Cells.HITS] == 0) {
      return false;
    }
    block.cellsUsed = addFields(c, at, hit, frameFrom, h);
    return true;
  }

  /** Once for each application, however many of its stages want the record. */
  private void countMatched(AppRoute app, int[] c, int at, int repeat) {
    if (counted.length == 1) {
      app.matched[0] += repeat;
      return;
    }
    number++;
    int hit = at + Cells.HEADER;
    for (int n = c[at + Cells.HITS]; n > 0; n--) {
      int rule = c[hit + Cells.RULE];
      int part = program.stages[program.rules[rule].stage].module.part;
      if (counted[part] != number) {
        counted[part] = number;
        app.matched[part] += repeat;
      }
      hit += Cells.HIT + program.rules[rule].holes;
    }
  }

  private static int addFields(int[] c, int at, int behindHits, int frame, RecordHeader h) {
    c[at + Cells.FIELDS] = h.fieldCount;
    c[at + Cells.FIELDS_AT] = behindHits - at;
    int to = behindHits;
    for (int f = 0; f < h.fieldCount * RecordHeader.FIELD; f += RecordHeader.FIELD) {
      c[to] = pack(frame, h.fields[f], h.fields[f + 1]);
      c[to + 1] = pack(frame, h.fields[f + 2], h.fields[f + 3]);
      to += 2;
    }
    return to;
  }

  private int hitCells(Router.Plan plan) {
    int n = 0;
    int at = 0;
    for (int m = 0; m < found.size; m++) {
      int pattern = found.cells[at];
      n += plan.hitCells[pattern];
      at += plan.widths[pattern];
    }
    return n;
  }

  /** Of the rules of a stage that match, the first declared applies. */
  private int addBestHits(
      Router.Plan plan, int[] c, int at, int hitAt, RecordHeader h, Origin origin) {
    java.util.Arrays.fill(bestRule, Integer.MAX_VALUE);
    int m = 0;
    for (int i = 0; i < found.size; i++) {
      int pattern = found.cells[m];
      for (Rule r : plan.rules[pattern]) {
        if (r.id < bestRule[r.stage] && hasFields(r, h)) {
          bestRule[r.stage] = r.id;
        }
      }
      m += plan.widths[pattern];
    }
    int hit = hitAt;
    m = 0;
    for (int i = 0; i < found.size; i++) {
      int pattern = found.cells[m];
      for (Rule r : plan.rules[pattern]) {
        if (bestRule[r.stage] == r.id) {
          Select rest = plan.rest[r.stage];
          if (rest == null) {
            hit = addHit(c, at, hit, r, m + 1, h, origin);
          } else {
            hit = addIfSelected(rest, c, at, hit, r, m + 1, h, origin);
          }
        }
      }
      m += plan.widths[pattern];
    }
    return hit;
  }

  private boolean hasFields(Rule rule, RecordHeader h) {
    for (FieldCondition field : rule.fields) {
      if (!field.holds(block.bytes, h, foundInField)) {
        return false;
      }
    }
    return true;
  }

  /** Code of a module may decide; where it fails that is the stage's hit. */
  private int addIfSelected(
      Select rest, int[] c, int at, int hit, Rule rule, int spans, RecordHeader h, Origin origin) {
    boolean wanted;
    try {
      wanted = passes(rest, c, at, origin);
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      Rule failed = requireNonNull(program.failedSelects[rule.stage]);
      c[hit + Cells.RULE] = failed.id;
      c[hit + Cells.KEY_HASH] = block.keep(e);
      c[hit + Cells.KEY_GROUP] = c[at + Cells.ROW] & Keys.GROUPS - 1; // any shard may tell it
      c[at + Cells.HITS]++;
      return hit + Cells.HIT + failed.holes;
    }
    return wanted ? addHit(c, at, hit, rule, spans, h, origin) : hit;
  }

  private int addHit(
      int[] c, int at, int hit, Rule rule, int spans, RecordHeader h, Origin origin) {
    int frame = c[at + Cells.FROM];
    c[hit + Cells.RULE] = rule.id;
    int hole = addHoles(c, hit + Cells.HIT, frame, found, spans, rule.textHoles);
    for (FieldCondition field : rule.fields) {
      field.holds(block.bytes, h, foundInField);
      hole = addHoles(c, hole, frame, foundInField, 1, field.holes);
    }
    if (rule.kind == Rule.Kind.EACH) {
      c[hit + Cells.KEY_GROUP] = c[at + Cells.ROW] & Keys.GROUPS - 1; // any shard may have it
    } else if (rule.key.encode(block.bytes, c, at, hit, origin.name, keys)) {
      c[hit + Cells.KEY_HASH] = (int) Bytes.hash(keys.bytes, 0, keys.length, program.hashSeed);
      c[hit + Cells.KEY_GROUP] = isShared ? keys.group() : 0;
    } else {
      c[hit + Cells.KEY_GROUP] = Cells.NO_KEY;
    }
    c[at + Cells.HITS]++;
    return hole;
  }

  private static int addHoles(int[] c, int at, int frame, MatchBuffer from, int spans, int holes) {
    for (int i = 0; i < holes; i++) {
      int start = from.cells[spans + 2 * i];
      c[at + i] = start < 0 ? Cells.NO_HOLE : pack(frame, start, from.cells[spans + 2 * i + 1]);
    }
    return at + holes;
  }

  /** A field; what lies behind the largest record is cut off. */
  private static int pack(int frameFrom, int from, int to) {
    int away = from - frameFrom;
    if (from == to && away < 0) {
      return 0;
    }
    if (to - frameFrom > Cells.RECORD_MAX) {
      int f = Math.min(away, Cells.RECORD_MAX);
      return f << 16 | Math.max(0, Cells.RECORD_MAX - f);
    }
    return away << 16 | to - from;
  }

  private boolean passes(Select s, int[] c, int at, Origin origin) {
    int priority = c[at + Cells.PRIORITY];
    return switch (s) {
      case Select.All a -> true;
      case Select.And a -> passes(a.left(), c, at, origin) && passes(a.right(), c, at, origin);
      case Select.Or o -> passes(o.left(), c, at, origin) || passes(o.right(), c, at, origin);
      case Select.Hosts h -> h.names().contains(origin.text());
      case Select.Facilities f -> priority >= 0 && f.codes().contains(priority >> 3);
      case Select.AtLeast a -> priority >= 0 && (priority & 7) <= a.severity().code();
      case Select.Formats f -> f.names().contains(program.sources.formatName(format));
      case Select.Apps a -> a.names().contains(text(c, at, Cells.APP));
      case Select.AppsLike a -> a.takes(text(c, at, Cells.APP));
      case Select.Where w -> isWanted(w, at, origin);
    };
  }

  private boolean isWanted(Select.Where where, int at, Origin origin) {
    cursor.at(block, at, origin);
    return where.predicate().test(new StoredRecord(cursor, program.sources));
  }

  private String text(int[] c, int at, int which) {
    int field = c[at + which];
    int from = Cells.from(c[at + Cells.FROM], field);
    return Bytes.text(block.bytes, from, from + Cells.length(field));
  }

  /** How many records lack something. */
  long truncated() {
    return truncated;
  }

  /** How many repetitions were too many to be counted. */
  long repeatsLeftOut() {
    return repeatsLeftOut;
  }

  long[] severities() {
    return severities;
  }

  List<AppRoute> routes() {
    return routes;
  }
}
