/** A logic module of one's own: purchases that pass through three services. */
package dev.correlator.examples.orders;
