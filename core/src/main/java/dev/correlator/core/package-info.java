/** The deterministic heart: events are a function of the stamped records alone. */
@NullMarked
package dev.correlator.core;

import org.jspecify.annotations.NullMarked;
