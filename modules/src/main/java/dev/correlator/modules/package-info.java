/** The built-in logic modules, written on the public interface only. */
@NullMarked
package dev.correlator.modules;

import org.jspecify.annotations.NullMarked;
