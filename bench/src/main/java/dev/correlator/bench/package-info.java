/** Benchmarks and load programs. */
@NullMarked
package dev.correlator.bench;

import org.jspecify.annotations.NullMarked;
