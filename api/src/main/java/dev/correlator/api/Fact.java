package dev.correlator.api;

/**
 * What one stage tells later stages of the same module; never delivered to handlers. Facts are
 * records; their components are of the types that {@link Event} lists.
 */
public interface Fact {}
