/** Front-ends: from bytes to stamped records. */
@NullMarked
package dev.correlator.intake;

import org.jspecify.annotations.NullMarked;
