/** From events to the outside: the handler runtime and the built-in event handlers. */
@NullMarked
package dev.correlator.delivery;

import org.jspecify.annotations.NullMarked;
