package dev.correlator.app;

import dev.correlator.api.EventHandler;
import dev.correlator.api.LogicModule;
import dev.correlator.api.RecordFormat;
import java.util.Map;

/** What a plugin can offer. */
enum PluginKind {
  /** Logic. */
  MODULE(LogicModule.class, "Module", "module", "a logic module"),
  /** Acts on events. */
  HANDLER(EventHandler.class, "Handler", "handler", "an event handler"),
  /** Reads records of a format. */
  FRONTEND(RecordFormat.class, "Format", "format", "a front-end");

  private final Class<?> service;
  private final String suffix;
  private final String word;
  private final String words;

  PluginKind(Class<?> service, String suffix, String word, String words) {
    this.service = service;
    this.suffix = suffix;
    this.word = word;
    this.words = words;
  }

  /** What its class implements. */
  Class<?> service() {
    return service;
  }

  /** What the names of classes that are made for it end with. */
  String suffix() {
    return suffix;
  }

  /** In a word, for lists of what is installed. */
  String word() {
    return word;
  }

  /** In words. */
  String words() {
    return words;
  }

  /** The installed ones, by name. */
  Map<String, ? extends Plugin<?>> of(Installation installation) {
    return switch (this) {
      case MODULE -> installation.modules();
      case HANDLER -> installation.handlers();
      case FRONTEND -> installation.formats();
    };
  }
}
