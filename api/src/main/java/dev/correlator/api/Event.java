package dev.correlator.api;

/**
 * What a logic module dispatches to event handlers. Events are records that implement one of the
 * standard interfaces ({@link ErrorEvent}, {@link WarningEvent}, {@link NoticeEvent}, {@link
 * AuditEvent}, {@link TransactionEvent}, {@link StatisticsEvent}); their components are the event's
 * data and are of these types: {@code int}, {@code long}, {@code boolean}, {@link String}, {@link
 * java.time.Instant}, {@link java.time.Duration}, or an enum. A component of a reference type is
 * null where nothing filled it. Everything else about the event is in its {@link EventEnvelope}.
 */
public interface Event {}
