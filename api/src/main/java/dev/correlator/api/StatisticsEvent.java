package dev.correlator.api;

/**
 * Numbers of one period of a calendar. The record's components are filled by name from the metrics
 * that the module's stages counted; the envelope's times are the period's. Severity {@link
 * Severity#INFO}.
 */
public interface StatisticsEvent extends Event {}
