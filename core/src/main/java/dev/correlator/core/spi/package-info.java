/**
 * What the core needs of its surroundings: clock, disk, network, tasks. Implemented by the host,
 * and simulated by the test kit.
 */
@NullMarked
package dev.correlator.core.spi;

import org.jspecify.annotations.NullMarked;
