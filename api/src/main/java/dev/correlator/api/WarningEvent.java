package dev.correlator.api;

/** Something unexpected that deserves attention. */
public interface WarningEvent extends Event {}
