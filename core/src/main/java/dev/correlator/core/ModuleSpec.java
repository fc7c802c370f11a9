package dev.correlator.core;

import dev.correlator.api.Calendar;
import dev.correlator.api.ChainFlow;
import dev.correlator.api.Context;
import dev.correlator.api.EachFlow;
import dev.correlator.api.Event;
import dev.correlator.api.EventType;
import dev.correlator.api.Flow;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Select;
import dev.correlator.api.StageFlow;
import dev.correlator.api.State;
import dev.correlator.api.StatisticsEvent;
import dev.correlator.api.ThresholdFlow;
import dev.correlator.api.TransactionEvent;
import dev.correlator.api.TransactionFlow;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes a module's description and checks it. */
final class ModuleSpec implements Flow {

  /** The number of the application that it is run in, among those of the program; given by it. */
  int part;

  /** Whose events it sends. */
  final String application;

  final String name;
  final List<StageSpec> stages = new ArrayList<>();
  private final List<ChainSpec> chains = new ArrayList<>();
  final List<StatisticsSpec> statistics = new ArrayList<>();

  /** The metrics of the module by name. */
  final Map<String, Integer> metrics = new HashMap<>();

  /** The choices that settings lack, of those by which records are left out. */
  final List<LeftOut> leftOut = new ArrayList<>();

  private final Class<? extends Record> config;

  private final List<String> problems;

  /** Code of any shard may send a class that was not seen before. */
  private final Map<Class<?>, RecordShape> shapes = new ConcurrentHashMap<>();

  /**
   * Metrics that something adds to, whether or not an event shows them, with the place that says so
   * first.
   */
  private final Map<String, String> tallied = new LinkedHashMap<>();

  private boolean defined;

  /** Whether mistakes are told with their places in the module's code. */
  private boolean placed;

  /**
   * A choice that a setting lacks.
   *
   * @param setting the component of the configuration
   * @param choice what it might hold too
   */
  record LeftOut(String setting, Enum<?> choice) {}

  private ModuleSpec(
      String application, String name, Class<? extends Record> config, List<String> problems) {
    this.application = application;
    this.name = name;
    this.config = config;
    this.problems = problems;
  }

  /**
   * Has a module describe itself; once more, with the places in its code, where it has mistakes:
   * those that have none need not pay for places.
   */
  static <C extends Record> ModuleSpec of(
      String application, String name, LogicModule<C> module, C config, List<String> problems) {
    List<String> wrong = new ArrayList<>();
    ModuleSpec spec = described(application, name, module, config, wrong, false);
    if (!wrong.isEmpty()) {
      List<String> placed = new ArrayList<>();
      described(application, name, module, config, placed, true);
      problems.addAll(placed.isEmpty() ? wrong : placed);
    }
    return spec;
  }

  private static <C extends Record> ModuleSpec described(
      String application,
      String name,
      LogicModule<C> module,
      C config,
      List<String> problems,
      boolean placed) {
    ModuleSpec spec = new ModuleSpec(application, name, config.getClass(), problems);
    spec.placed = placed;
    module.define(spec, config);
    if (spec.stages.isEmpty()) {
      spec.problem("has no stages");
    }
    for (int i = 0; i < spec.stages.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (spec.stages.get(i).name.equals(spec.stages.get(j).name)) {
          spec.problem(
              "has two stages named '" + spec.stages.get(i).name + "'", spec.stages.get(i).place());
        }
      }
    }
    for (ChainSpec c : spec.chains) {
      if (spec.stages.stream().anyMatch(s -> s.name.equals(c.name))
          || spec.chains.stream().anyMatch(o -> o != c && o.name.equals(c.name))) {
        spec.problem("has two stages named '" + c.name + "'", c.place());
      }
    }
    spec.stages.forEach(StageSpec::check);
    spec.chains.forEach(ChainSpec::check);
    spec.statistics.forEach(StatisticsSpec::check);
    spec.checkTaken();
    spec.checkTallied();
    spec.defined = true;
    return spec;
  }

  private void checkTaken() {
    for (int i = 0; i < stages.size(); i++) {
      StageSpec stage = stages.get(i);
      List<Class<?>> taken = stage.takes();
      for (int t = 0; t < taken.size(); t++) {
        Class<?> c = taken.get(t);
        boolean sent =
            c == Nothing.class
                || stages.subList(0, i).stream()
                    .anyMatch(s -> s.sendsFromCode() || s.sends().contains(c));
        if (!sent) {
          List<String> others =
              stages.subList(0, i).stream()
                  .flatMap(s -> s.sends().stream())
                  .map(Class::getSimpleName)
                  .toList();
          stage.problem(
              "takes "
                  + c.getSimpleName()
                  + ", which no earlier stage sends"
                  + didYouMean(c.getSimpleName(), others),
              stage.takesPlace(t));
        }
      }
    }
  }

  private void checkTallied() {
    Set<String> shown = new LinkedHashSet<>();
    statistics.forEach(s -> shown.addAll(Arrays.asList(s.event.shape.names)));
    for (Map.Entry<String, String> entry : tallied.entrySet()) {
      String metric = entry.getKey();
      if (!shown.contains(metric)) {
        problem(
            "tally('"
                + metric
                + "'): no statistics event has a component '"
                + metric
                + "'"
                + didYouMean(metric, shown),
            entry.getValue());
      }
    }
  }

  /** Notes a mistake; once the module is defined, its code has made it. */
  void problem(String text) {
    problem(text, "");
  }

  /** The same of what was declared at this place; that of the call where it is one of define. */
  void problem(String text, String declaredAt) {
    String problem = "module '" + name + "': " + text;
    if (defined) {
      throw new IllegalArgumentException(problem);
    }
    String call = place();
    String place = call.isEmpty() ? declaredAt : call;
    if (!place.isEmpty()) {
      problem += ", at " + place;
    }
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  /** Where the module's code is; empty where no places are told, or its code is not running. */
  String place() {
    return placed ? CodePlace.calledBy(ModuleSpec.class) : "";
  }

  /** The shape of a record class; a problem and an empty shape where it has none. */
  RecordShape shape(Class<?> type) {
    return shapes.computeIfAbsent(type, this::makeShape);
  }

  private RecordShape makeShape(Class<?> type) {
    List<String> wrong = new ArrayList<>();
    RecordShape s = RecordShape.of(type, wrong);
    wrong.forEach(this::problem);
    if (s == null) {
      s = RecordShape.of(Nothing.class, wrong);
    }
    if (s == null) {
      throw new AssertionError("an empty record has a shape");
    }
    return s;
  }

  private record Nothing() {}

  /** The number of a metric that something adds to. */
  int tallied(String metric) {
    tallied.putIfAbsent(metric, place());
    return metric(metric);
  }

  /** The number of a metric. */
  int metric(String metric) {
    return metrics.computeIfAbsent(metric, m -> metrics.size());
  }

  /** The number of a choice that a setting lacks. */
  int leftOut(String setting, Enum<?> choice) {
    List<String> settings =
        Arrays.stream(config.getRecordComponents())
            .filter(c -> c.getType() == List.class)
            .map(RecordComponent::getName)
            .toList();
    if (!settings.contains(setting)) {
      problem(
          "leftOut('"
              + setting
              + "', ...): no setting of that name is a list"
              + didYouMean(setting, settings));
    }
    for (int i = 0; i < leftOut.size(); i++) { // not by equals, which a start would have to make
      LeftOut known = leftOut.get(i);
      if (known.setting.equals(setting) && known.choice == choice) {
        return i;
      }
    }
    leftOut.add(new LeftOut(setting, choice));
    return leftOut.size() - 1;
  }

  /** The nearest of some names, as a question; empty where none is near. */
  static String didYouMean(String name, Iterable<String> known) {
    String best = nearest(name, known);
    return best == null ? "" : "; did you mean '" + best + "'?";
  }

  /** The nearest of some names; null where none is near. */
  static @Nullable String nearest(String name, Iterable<String> known) {
    @Nullable String best = null;
    int least = 1 + name.length() / 3;
    for (String k : known) {
      int d = distance(name, k);
      if (d <= least) {
        least = d - 1;
        best = k;
      }
    }
    return best;
  }

  /** How many letters must be changed, added or left out (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  EventSpec event(String stage, Class<?> type) {
    RecordShape shape = shape(type);
    if (!Event.class.isAssignableFrom(type)) {
      problem(type.getSimpleName() + " is not an Event");
    }
    return new EventSpec(this, stage, shape, type.getAnnotation(EventType.class));
  }

  @Override
  public <E extends Record & Event> TransactionFlow transaction(
      String name, Select select, Class<E> event) {
    TransactionSpec t = new TransactionSpec(this, name, select, event(name, event));
    stages.add(t);
    return t;
  }

  @Override
  public EachFlow each(String name, Select select) {
    EachSpec e = new EachSpec(this, name, select);
    stages.add(e);
    return e;
  }

  @Override
  public <E extends Record & TransactionEvent> ChainFlow chain(String name, Class<E> event) {
    ChainSpec c = new ChainSpec(this, name, event(name, event));
    chains.add(c);
    return c;
  }

  @Override
  public <E extends Record & Event> ThresholdFlow threshold(String name, Class<E> event) {
    ThresholdSpec t = new ThresholdSpec(this, name, event(name, event));
    stages.add(t);
    return t;
  }

  @Override
  public <S extends State> StageFlow<S> stage(String name, Supplier<S> state) {
    StateSpec<S> s = new StateSpec<>(this, name, state);
    stages.add(s);
    return s;
  }

  @Override
  public <E extends Record & StatisticsEvent> void statistics(Class<E> event, Calendar calendar) {
    statistics.add(new StatisticsSpec(this, event("statistics", event), calendar));
  }

  @Override
  public void at(String name, Calendar calendar, Consumer<Context> action) {
    stages.add(new CalendarSpec(this, name, calendar, action));
  }
}
