package dev.correlator.core;

import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides by a record's application name and format, and by whether it has fields, which patterns
 * to try: those of all stages whose select takes such records, compiled into one matcher. Safe for
 * use by any thread.
 */
final class Router {

  /**
   * What is done with the records of an application that one format read, with fields or without.
   */
  static final class Plan {
    final @Nullable PatternMatcher matcher;

    /**
     * For each pattern of the matcher the rules that it belongs to, in the order of their numbers;
     * of each stage one where it has no conditions.
     */
    final Rule[][] rules;

    /** For each pattern how many cells a row of what the matcher finds takes. */
    final int[] widths;

    /** For each pattern how many cells the hits of all its rules take. */
    final int[] hitCells;

    /** For each stage what is left of its select, or null where nothing is. */
    final @Nullable Select[] rest;

    /** Whether a record that matches may still be refused: by a select, or for its fields. */
    final boolean hasConditions;

    /** Whether code decides on some of its records. */
    final boolean asksCode;

    /** For each application of the program whether a stage of it may take such records. */
    final boolean[] selects;

    Plan(
        @Nullable PatternMatcher matcher,
        Rule[][] rules,
        @Nullable Select[] rest,
        boolean[] selects,
        boolean asksForField) {
      this.matcher = matcher;
      this.selects = selects;
      this.rules = rules;
      this.rest = rest;
      widths = new int[rules.length];
      hitCells = new int[rules.length];
      for (int i = 0; i < rules.length; i++) {
        widths[i] = 1 + 2 * rules[i][0].textHoles;
        for (Rule r : rules[i]) {
          hitCells[i] += Cells.HIT + r.holes;
        }
      }
      boolean any = asksForField;
      boolean code = false;
      for (Select s : rest) {
        any |= s != null;
        code |= s != null && asksCode(s);
      }
      hasConditions = any;
      asksCode = code;
    }
  }

  private static final Select NEVER = new Select.Apps(List.of());

  private final List<RecordSpec> stages;
  private final Sources sources;
  private final int stageCount;
  private final int applications;
  private final boolean asksForFormats;
  private final boolean asksForFields;

  /** Plans by what they are made of: many applications share one. */
  private final Map<List<Select>, Plan> plans = new ConcurrentHashMap<>();

  /** The same for records that have fields, where rules ask for some. */
  private final Map<List<Select>, Plan> plansWithFields = new ConcurrentHashMap<>();

  Router(List<RecordSpec> stages, int applications, Sources sources) {
    this.stages = stages;
    this.applications = applications;
    this.sources = sources;
    int max = 0;
    for (RecordSpec s : stages) {
      max = Math.max(max, s.id + 1);
    }
    stageCount = max;
    boolean formats = false;
    boolean fields = false;
    for (RecordSpec s : stages) {
      formats |= asksForFormat(s.select);
      for (Rule r : s.rules) {
        fields |= r.fields.length > 0;
      }
    }
    asksForFormats = formats;
    asksForFields = fields;
  }

  Sources sources() {
    return sources;
  }

  /** Whether plans are of one format each; else all formats have the same. */
  boolean asksForFormats() {
    return asksForFormats;
  }

  /** Whether records with fields and those without have plans of their own. */
  boolean asksForFields() {
    return asksForFields;
  }

  /**
   * The plan for records of this application.
   *
   * @param format the number of their format; of no matter where no stage asks for one
   * @param withFields whether they have fields: rules that ask for one match no others
   */
  Plan plan(String app, int format, boolean withFields) {
    String read = asksForFormats ? sources.formatName(format) : null;
    List<Select> left = new ArrayList<>();
    for (RecordSpec s : stages) {
      left.add(known(s.select, app, read));
      for (Rule r : s.rules) {
        if (r.apps != null) {
          left.add(known(r.apps, app, read));
        }
      }
    }
    return withFields && asksForFields
        ? plansWithFields.computeIfAbsent(left, made -> compile(made, true))
        : plans.computeIfAbsent(left, made -> compile(made, false));
  }

  /** Whether the application's name and the format leave anything to be decided, or to be taken. */
  static boolean mayTake(Select s, String app, String format) {
    return !known(s, app, format).equals(NEVER);
  }

  /** What is left to be decided once the application, and the format if it is said, are known. */
  private static Select known(Select s, String app, @Nullable String format) {
    if (s instanceof Select.Apps a) {
      return a.names().contains(app) ? Select.all() : NEVER;
    }
    if (s instanceof Select.AppsLike a) {
      return a.takes(app) ? Select.all() : NEVER;
    }
    if (s instanceof Select.Formats f && format != null) {
      return f.names().contains(format) ? Select.all() : NEVER;
    }
    if (s instanceof Select.And a) {
      Select l = known(a.left(), app, format);
      Select r = known(a.right(), app, format);
      return l.equals(NEVER) || r.equals(NEVER)
          ? NEVER
          : isAll(l) ? r : isAll(r) ? l : new Select.And(l, r);
    }
    if (s instanceof Select.Or o) {
      Select l = known(o.left(), app, format);
      Select r = known(o.right(), app, format);
      return isAll(l) || isAll(r)
          ? Select.all()
          : l.equals(NEVER) ? r : r.equals(NEVER) ? l : new Select.Or(l, r);
    }
    return s; // of the record itself, or all
  }

  /** Whether the application alone decides. */
  static boolean isByApp(Select s) {
    if (s instanceof Select.And a) { // no switch over types, see asksCode
      return isByApp(a.left()) && isByApp(a.right());
    }
    if (s instanceof Select.Or o) {
      return isByApp(o.left()) && isByApp(o.right());
    }
    return s instanceof Select.Apps || s instanceof Select.AppsLike || isAll(s);
  }

  private static boolean asksForFormat(Select s) {
    if (s instanceof Select.And a) { // no switch over types, see asksCode
      return asksForFormat(a.left()) || asksForFormat(a.right());
    }
    if (s instanceof Select.Or o) {
      return asksForFormat(o.left()) || asksForFormat(o.right());
    }
    return s instanceof Select.Formats;
  }

  /** Whether code of a module decides, if only sometimes. */
  static boolean asksCode(Select s) {
    // Each start asks, and the JVM makes what a switch over types needs anew in each.
    if (s instanceof Select.And a) {
      return asksCode(a.left()) || asksCode(a.right());
    }
    if (s instanceof Select.Or o) {
      return asksCode(o.left()) || asksCode(o.right());
    }
    return s instanceof Select.Where;
  }

  private static boolean isAll(Select s) {
    return s instanceof Select.All;
  }

  /** Of rules in the order of their numbers, and so of their stages. */
  private static List<Rule> firstOfEachStage(List<Rule> rules) {
    List<Rule> first = new ArrayList<>();
    for (Rule r : rules) {
      if (first.isEmpty() || first.getLast().stage != r.stage) {
        first.add(r);
      }
    }
    return first;
  }

  private Plan compile(List<Select> left, boolean withFields) {
    Map<Pattern, List<Rule>> byText = new LinkedHashMap<>();
    @Nullable Select[] rest = new Select[stageCount];
    boolean[] selects = new boolean[applications];
    int takers = 0;
    boolean restricted = false;
    boolean asks = false;
    Iterator<Select> next = left.iterator();
    for (RecordSpec stage : stages) {
      Select s = next.next();
      boolean taken = !s.equals(NEVER);
      if (taken) {
        rest[stage.id] = isAll(s) ? null : s;
        takers++;
        restricted |= !isAll(s);
      }
      for (Rule r : stage.rules) {
        boolean applies = r.apps == null || isAll(next.next());
        if (taken && applies) {
          selects[stage.module.part] = true;
          if (withFields || r.fields.length == 0) {
            byText.computeIfAbsent(r.pattern.ofText(), p -> new ArrayList<>()).add(r);
            asks |= r.fields.length > 0;
          }
        }
      }
    }
    if (byText.isEmpty()) {
      return new Plan(null, new Rule[0][], rest, selects, false);
    }
    // Of a stage's rules that match the first applies. Where nothing else is asked of the record,
    // those behind it never do, and where no other stage wants it, their patterns need not be
    // tried.
    boolean decided = !restricted && !asks;
    boolean firstOnly = takers == 1 && decided;
    Rule[][] rules = new Rule[byText.size()][];
    int n = 0;
    for (List<Rule> ofText : byText.values()) {
      rules[n++] = (decided ? firstOfEachStage(ofText) : ofText).toArray(new Rule[0]);
    }
    List<Pattern> patterns = List.copyOf(byText.keySet());
    PatternMatcher matcher =
        firstOnly ? PatternMatcher.compileFirstOnly(patterns) : PatternMatcher.compile(patterns);
    return new Plan(matcher, rules, rest, selects, asks);
  }
}
