package dev.correlator.core;

import dev.correlator.api.AuditEvent;
import dev.correlator.api.ErrorEvent;
import dev.correlator.api.EventType;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.Outcome;
import dev.correlator.api.Severity;
import dev.correlator.api.WarningEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known about all events of a type that a stage sends. */
final class EventSpec {

  final ModuleSpec module;
  final String stage;
  final RecordShape shape;
  final String summary;
  final @Nullable Severity severity;
  final String identity;

  /** The components of the retry key. */
  int[] retryKey = {};

  EventSpec(ModuleSpec module, String stage, RecordShape shape, @Nullable EventType type) {
    this.module = module;
    this.stage = stage;
    this.shape = shape;
    this.summary = type == null ? "" : type.summary();
    this.severity = type != null && type.severity() != Severity.UNSET ? type.severity() : null;
    this.identity = shape.type.getSimpleName();
    List<String> unknown = Summary.unknown(summary, shape);
    if (!unknown.isEmpty()) {
      module.problem(identity + ": the summary names unknown values " + unknown);
    }
  }

  Severity severity(@Nullable Outcome outcome) {
    if (severity != null) {
      return severity;
    }
    Class<?> t = shape.type;
    if (ErrorEvent.class.isAssignableFrom(t)) {
      return Severity.ERROR;
    } else if (WarningEvent.class.isAssignableFrom(t) || outcome != null && outcome.isFailure()) {
      return Severity.WARNING;
    } else if (NoticeEvent.class.isAssignableFrom(t) || AuditEvent.class.isAssignableFrom(t)) {
      return Severity.NOTICE;
    }
    return Severity.INFO;
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
