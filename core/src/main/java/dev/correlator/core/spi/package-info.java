/** What the core needs from its surroundings: threads now; in tests, stand-ins. */
@NullMarked
package dev.correlator.core.spi;

import org.jspecify.annotations.NullMarked;
