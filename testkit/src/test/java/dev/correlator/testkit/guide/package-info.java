/** The example of the guide to event handlers: compiled and tested as it is shown there. */
package dev.correlator.testkit.guide;
