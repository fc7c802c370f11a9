package dev.correlator.core;

import org.jspecify.annotations.Nullable;

/**
 * The ways into patterns for a text that begins or ends in some way, or has some literal inside.
 *
 * @param direct those to try
 * @param ends a tree from the end with more of them, or null
 * @param inside filters with more of them
 */
record PatternMatcherCandidates(
    PatternMatcherEntry[] direct,
    @Nullable PatternMatcherNode ends,
    PatternMatcherFilter[] inside) {}
