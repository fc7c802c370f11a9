package dev.correlator.delivery;

import dev.correlator.api.Event;
import dev.correlator.api.HandlerContext;
import java.nio.file.Path;
import java.util.Set;

/** What a handler under test is told: it works in this folder. */
record Folder(Path directory, Set<Class<? extends Event>> types) implements HandlerContext {

  static Folder at(Path directory) {
    return new Folder(directory, Set.of(Sample.Connection.class, Sample.Burst.class));
  }

  @Override
  public String name() {
    return "under-test";
  }

  @Override
  public String application() {
    return "ssh-report";
  }
}
