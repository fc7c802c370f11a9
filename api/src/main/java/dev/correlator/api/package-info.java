/**
 * What an author of a logic module, an event handler or a format sees. Start at {@link
 * dev.correlator.api.LogicModule}, {@link dev.correlator.api.EventHandler} or {@link
 * dev.correlator.api.RecordFormat}.
 */
@NullMarked
package dev.correlator.api;

import org.jspecify.annotations.NullMarked;
