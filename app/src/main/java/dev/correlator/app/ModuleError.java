package dev.correlator.app;

import dev.correlator.api.ErrorEvent;
import dev.correlator.api.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Code of a logic module ended in an exception; the call was undone and the run went on. An
 * operational event: of system {@code engine}, outside the identity of runs; raised once for each
 * module, place in the code and hour of event time.
 *
 * @param module the module's name in the application
 * @param stage the stage
 * @param key the key, its parts separated by blanks
 * @param error the exception in words
 * @param place the place in the code
 * @param record the record that led to the call, as received; null where none did
 */
@EventType(title = "Module errors", summary = "{module}/{stage}: {error} at {place}")
public record ModuleError(
    String module, String stage, String key, String error, String place, @Nullable String record)
    implements ErrorEvent {}
