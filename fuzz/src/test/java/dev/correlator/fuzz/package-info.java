/**
 * Fuzz targets on what is public, and what all targets share. Targets on what is not public stand
 * in the package that it is of.
 */
@NullMarked
package dev.correlator.fuzz;

import org.jspecify.annotations.NullMarked;
