package dev.correlator.delivery;

import dev.correlator.api.ErrorEvent;
import dev.correlator.api.EventType;

/**
 * A handler was given up: it threw or hung again and again. It gets no more events. Operational: of
 * system {@code engine}, outside the identity of runs, never given to the handler itself.
 *
 * @param handler the configured handler
 * @param error why
 * @param events how many of its events had not got through at that time
 */
@EventType(
    summary = "handler {handler} failed: {error}; {events} of its events did not get through",
    title = "handlers that failed")
public record HandlerFailed(String handler, String error, long events)
    implements ErrorEvent, AboutHandler {}
