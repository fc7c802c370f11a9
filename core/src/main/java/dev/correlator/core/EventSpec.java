package dev.correlator.core;

import dev.correlator.api.AuditEvent;
import dev.correlator.api.ErrorEvent;
import dev.correlator.api.EventType;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.Outcome;
import dev.correlator.api.Severity;
import dev.correlator.api.WarningEvent;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What is known about all events of a type that a stage sends. */
final class EventSpec {

  final ModuleSpec module;
  final String stage;
  final RecordShape shape;
  final String summary;
  final String identity;

  private final Severity ofFailure;
  private final Severity ofOthers;

  /** Not in use: a thread that wants an id takes it, and one that finds none makes its own. */
  private final AtomicReference<@Nullable EventIds> ids = new AtomicReference<>();

  private volatile byte @Nullable [] names;

  /** The components of the retry key. */
  int[] retryKey = {};

  EventSpec(ModuleSpec module, String stage, RecordShape shape, @Nullable EventType type) {
    this.module = module;
    this.stage = stage;
    this.shape = shape;
    this.summary = type == null ? "" : type.summary();
    Severity declared = type == null ? Severity.UNSET : type.severity();
    this.ofFailure = declared == Severity.UNSET ? severity(shape.type, true) : declared;
    this.ofOthers = declared == Severity.UNSET ? severity(shape.type, false) : declared;
    this.identity = shape.type.getSimpleName();
    List<String> unknown = Summary.unknown(summary, shape);
    if (!unknown.isEmpty()) {
      String meant =
          unknown.size() == 1
              ? ModuleSpec.didYouMean(unknown.get(0), Arrays.asList(shape.names))
              : "";
      module.problem(identity + ": the summary names unknown values " + unknown + meant);
    }
    if (type != null) {
      for (String column : type.columns()) {
        checkComponent("columns", column);
      }
      if (!type.worst().isEmpty()) {
        checkComponent("worst", type.worst());
      }
    }
  }

  private void checkComponent(String part, String name) {
    if (shape.component(name) < 0) {
      module.problem(
          identity
              + ": "
              + part
              + " names no component: '"
              + name
              + "'"
              + ModuleSpec.didYouMean(name, Arrays.asList(shape.names)));
    }
  }

  Severity severity(@Nullable Outcome outcome) {
    return outcome != null && outcome.isFailure() ? ofFailure : ofOthers;
  }

  private static Severity severity(Class<?> t, boolean isFailure) {
    if (ErrorEvent.class.isAssignableFrom(t)) {
      return Severity.ERROR;
    } else if (WarningEvent.class.isAssignableFrom(t) || isFailure) {
      return Severity.WARNING;
    } else if (NoticeEvent.class.isAssignableFrom(t) || AuditEvent.class.isAssignableFrom(t)) {
      return Severity.NOTICE;
    }
    return Severity.INFO;
  }

  /** The id of an event of this kind. */
  String id(String application, CoreEnvelope<?> e) {
    byte[] common = names;
    if (common == null) {
      common = EventIds.names(application, module.name, stage, identity);
      names = common; // a specification is of one application
    }
    EventIds taken = ids.getAndSet(null);
    EventIds maker = taken == null ? new EventIds() : taken;
    String id = maker.id(common, e.key, e.keyLength, e.tau, e.ordinal);
    ids.set(maker);
    return id;
  }

  void retryKey(String[] components, List<String> unknown) {
    retryKey = new int[components.length];
    for (int i = 0; i < components.length; i++) {
      retryKey[i] = shape.component(components[i]);
      if (retryKey[i] < 0) {
        unknown.add(components[i]);
      }
    }
  }
}
