package dev.correlator.api;

/** Something failed and needs a human. */
public interface ErrorEvent extends Event {}
