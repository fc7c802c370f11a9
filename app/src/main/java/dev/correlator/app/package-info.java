/** Applications, their configuration, the host and the command line. */
@NullMarked
package dev.correlator.app;

import org.jspecify.annotations.NullMarked;
