package dev.correlator.api;

/**
 * A finding with declared fields that are guaranteed to be there: a row of a CSV file or of a
 * table. Severity {@link Severity#NOTICE} unless {@link EventType} says otherwise.
 */
public interface AuditEvent extends Event {}
