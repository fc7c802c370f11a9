package dev.correlator.api;

import java.nio.file.Path;
import java.util.Set;

/** What a handler is told when it is opened. */
public interface HandlerContext {

  /** The name of this configured handler. */
  String name();

  /** The application that it belongs to. */
  String application();

  /** The folder against which relative paths in its configuration are resolved. */
  Path directory();

  /** The names of all that its events can come from: module instances, and {@code engine}. */
  default Set<String> systems() {
    return Set.of();
  }

  /** The classes of all events that the application can raise and this handler will be given. */
  Set<Class<? extends Event>> types();
}
