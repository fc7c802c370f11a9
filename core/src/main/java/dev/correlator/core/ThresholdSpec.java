package dev.correlator.core;

import dev.correlator.api.Fact;
import dev.correlator.api.ThresholdFlow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The description of a threshold. */
final class ThresholdSpec extends StageSpec implements ThresholdFlow {

  private static final int LIMIT_MAX = 10_000;

  /** So many bytes of a value are kept: its length and 1 is a byte. */
  static final int KEPT_MAX = 254;

  final EventSpec event;
  @Nullable RecordShape fact;
  @Nullable RecordShape resetFact;
  int limit;
  long windowNanos;
  Rearm rearm = Rearm.QUIET;
  int tally = -1;
  int maxKeys = TransactionSpec.MAX_KEYS;
  int[] keyOfFact = {};
  int[] keyOfReset = {};

  /** For each component of the event the component of the fact, or -1. */
  int[] copies = {};

  int countComponent = -1;
  int firstComponent = -1;
  int[] consumers = {};

  /** What is told before the event of the values of a component; null where none are kept. */
  @Nullable RecordShape told;

  /** The component of the fact whose values are kept, or -1. */
  int kept = -1;

  /** For each component of what is told the component of the fact. */
  int[] toldCopies = {};

  int[] toldConsumers = {};
  private String keptName = "";
  private String[] key = {};

  // Where each is declared; empty where no places are told.
  private String keyPlace = "";
  private String factPlace = "";
  private String resetPlace = "";
  private String toldPlace = "";

  ThresholdSpec(ModuleSpec module, String name, EventSpec event) {
    super(module, name);
    this.event = event;
  }

  @Override
  public ThresholdFlow of(Class<? extends Fact> type) {
    fact = module.shape(type);
    factPlace = module.place();
    return this;
  }

  @Override
  public ThresholdFlow key(String... components) {
    if (key.length > 0) {
      problem("is given key(...) twice");
    }
    key = components.clone();
    keyPlace = module.place();
    return this;
  }

  @Override
  public ThresholdFlow count(int n, Duration window) {
    if (n < 2 || n > LIMIT_MAX) {
      problem("count(" + n + ", ...) is not in 2.." + LIMIT_MAX);
    }
    if (window.isNegative() || window.isZero()) {
      problem("count(..., " + window + "): the window is not more than 0");
    }
    limit = n;
    windowNanos = Times.nanos(window);
    return this;
  }

  @Override
  public ThresholdFlow rearm(Rearm when) {
    rearm = when;
    return this;
  }

  @Override
  public ThresholdFlow reset(Class<? extends Fact> type, boolean enabled) {
    RecordShape shape = module.shape(type);
    resetFact = enabled ? shape : null;
    resetPlace = module.place();
    return this;
  }

  @Override
  public ThresholdFlow tellEach(String component, Class<? extends Fact> type) {
    if (told != null) {
      problem("is given tellEach(...) twice");
    }
    told = module.shape(type);
    keptName = component;
    toldPlace = module.place();
    return this;
  }

  @Override
  public ThresholdFlow tally(String metric) {
    tally = module.tallied(metric);
    return this;
  }

  @Override
  public ThresholdFlow maxKeys(int keys) {
    maxKeys = TransactionSpec.checkMaxKeys(this, keys);
    return this;
  }

  @Override
  void check() {
    if (fact == null) {
      problem("counts nothing: of(...) is missing");
      return;
    }
    if (limit == 0) {
      problem("has no limit: count(...) is missing");
    }
    keyOfFact = components(this, fact, key, keyPlace);
    if (resetFact != null) {
      keyOfReset = components(this, resetFact, key, keyPlace);
    }
    copies = new int[event.shape.names.length];
    for (int i = 0; i < copies.length; i++) {
      String name = event.shape.names[i];
      copies[i] = fact.component(name);
      if (name.equals("count") && event.shape.kinds[i] == RecordShape.Kind.INT) {
        countComponent = i;
        copies[i] = -1;
      } else if (name.equals("first")
          && event.shape.kinds[i] == RecordShape.Kind.INSTANT
          && copies[i] < 0) {
        firstComponent = i;
      } else if (copies[i] < 0) {
        problem(
            "nothing fills '"
                + name
                + "' of "
                + event.identity
                + ": the fact "
                + fact.type.getSimpleName()
                + " has no such component"
                + ModuleSpec.didYouMean(name, Arrays.asList(fact.names)));
      } else if (fact.kinds[copies[i]] != event.shape.kinds[i]) {
        problem("'" + name + "' of " + event.identity + " differs in type from the fact's");
      }
    }
    if (told != null) {
      checkTold(fact, told);
    }
  }

  private void checkTold(RecordShape counted, RecordShape each) {
    kept = counted.component(keptName);
    if (kept < 0 || counted.kinds[kept] != RecordShape.Kind.TEXT) {
      problem(
          "tellEach('"
              + keptName
              + "', ...): "
              + counted.type.getSimpleName()
              + " has no String of that name"
              + ModuleSpec.didYouMean(keptName, Arrays.asList(counted.names)),
          toldPlace);
    }
    toldCopies = new int[each.names.length];
    for (int i = 0; i < toldCopies.length; i++) {
      String name = each.names[i];
      toldCopies[i] = counted.component(name);
      boolean filled = name.equals(keptName) || Arrays.asList(key).contains(name);
      if (!filled || toldCopies[i] < 0 || counted.kinds[toldCopies[i]] != each.kinds[i]) {
        problem(
            "tellEach(...): nothing fills '"
                + name
                + "' of "
                + each.type.getSimpleName()
                + ", which is neither '"
                + keptName
                + "' nor of the key, or of another type",
            toldPlace);
      }
    }
  }

  /** The components of these names, which are a key that is declared at this place. */
  static int[] components(StageSpec stage, RecordShape shape, String[] names, String at) {
    if (names.length < 1 || names.length > 4) {
      stage.problem("a key has 1 to 4 parts, not " + names.length, at);
    }
    int[] c = new int[names.length];
    for (int i = 0; i < c.length; i++) {
      c[i] = shape.component(names[i]);
      if (c[i] < 0) {
        stage.problem(
            "the key's '"
                + names[i]
                + "' is no component of "
                + shape.type.getSimpleName()
                + ModuleSpec.didYouMean(names[i], Arrays.asList(shape.names)),
            at);
        c[i] = 0;
      }
    }
    return c;
  }

  @Override
  List<Class<?>> sends() {
    return told == null ? List.of(event.shape.type) : List.of(told.type, event.shape.type);
  }

  @Override
  List<Class<?>> takes() {
    List<RecordShape> taken = new ArrayList<>();
    if (fact != null) {
      taken.add(fact);
    }
    if (resetFact != null) {
      taken.add(resetFact);
    }
    return classes(taken);
  }

  @Override
  String takesPlace(int input) {
    return input == 0 && fact != null ? factPlace : resetPlace;
  }

  @Override
  void link(Links links) {
    consumers = links.consumers(this, event.shape.type);
    if (told != null) {
      toldConsumers = links.consumers(this, told.type);
    }
  }

  @Override
  Stage create(Shard shard) {
    return new ThresholdStage(this, shard);
  }
}
