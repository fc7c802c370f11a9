package dev.correlator.core;

import dev.correlator.api.RecordRef;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Code of a module ended in an exception, or in an error of its own making; the call was undone.
 *
 * @param application whose module it is
 * @param module the module's name
 * @param stage the stage's name
 * @param key the key
 * @param time the effective time
 * @param record the record that led to the call, as received, where one did
 * @param ref where that record stands, where one did
 * @param cause what was thrown: an exception, a class that is missing, a recursion without end, or
 *     an assertion
 */
public record ModuleFailure(
    String application,
    String module,
    String stage,
    List<String> key,
    Instant time,
    @Nullable String record,
    @Nullable RecordRef ref,
    Throwable cause) {

  /** In event time, and then the same whatever the number of shards. */
  static final Comparator<ModuleFailure> ORDER =
      Comparator.comparing(ModuleFailure::time)
          .thenComparing(ModuleFailure::application)
          .thenComparing(ModuleFailure::module)
          .thenComparing(ModuleFailure::stage)
          .thenComparing(f -> f.key().toString());
}
