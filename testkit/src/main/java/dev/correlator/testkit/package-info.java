/** Tests for authors: scenarios, contract kits, a stepped clock. */
@NullMarked
package dev.correlator.testkit;

import org.jspecify.annotations.NullMarked;
