/** Filter expressions in CEL, type-checked when they are loaded. */
@NullMarked
package dev.correlator.expressions;

import org.jspecify.annotations.NullMarked;
