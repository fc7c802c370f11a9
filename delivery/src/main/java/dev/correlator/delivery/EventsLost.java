package dev.correlator.delivery;

import dev.correlator.api.EventType;
import dev.correlator.api.WarningEvent;

/**
 * Events did not get through a handler that goes on working: it refused them, or their tries were
 * used up. Sent at the first such event of a handler and each time their number has doubled, so at
 * most 63 times. Operational: of system {@code engine}, outside the identity of runs, never given
 * to the handler itself.
 *
 * @param handler the configured handler
 * @param reason why the latest did not get through
 * @param events how many have not in all
 */
@EventType(
    summary = "handler {handler}: {events event} did not get through, the latest: {reason}",
    title = "events that did not get through")
public record EventsLost(String handler, String reason, long events)
    implements WarningEvent, AboutHandler {}
