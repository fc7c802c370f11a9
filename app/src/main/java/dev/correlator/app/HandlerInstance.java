package dev.correlator.app;

import dev.correlator.api.Event;
import dev.correlator.api.EventHandler;
import dev.correlator.api.Filter;
import dev.correlator.app.ConfigNode.Scalar;
import dev.correlator.delivery.ConsoleHandler;
import dev.correlator.delivery.HandlerSetup;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event handler under the name and with the settings that an application gives it.
 *
 * @param name the instance's name, unique among the application's handlers
 * @param plugin the handler
 * @param settings its settings
 * @param place where the application names it
 * @param on the names of the events it is given, empty: all
 * @param when the condition as written, null where there is none
 * @param types the classes that {@code on} stands for, empty: all; known once bound
 * @param filter the condition, null where there is none; known once bound
 */
record HandlerInstance(
    String name,
    Plugin<EventHandler<?>> plugin,
    Settings<?> settings,
    Place place,
    List<Scalar> on,
    @Nullable Scalar when,
    Set<Class<? extends Event>> types,
    @Nullable Filter filter) {

  /** Copies. */
  HandlerInstance {
    on = List.copyOf(on);
    types = Set.copyOf(types);
  }

  /**
   * A new instance of the handler, with all that the application says about it.
   *
   * @param besideDocument whether standard output carries a document
   * @throws RefusedException if the handler cannot be constructed
   */
  HandlerSetup<?> setup(boolean besideDocument) {
    Record config = settings.record();
    return setup(
        plugin.create(),
        besideDocument && config instanceof ConsoleHandler.Config c ? c.besideDocument() : config);
  }

  @SuppressWarnings("unchecked") // the record was made from the schema of the handler's own type
  private <C extends Record> HandlerSetup<C> setup(EventHandler<?> handler, C config) {
    HandlerSetup<C> setup = HandlerSetup.of(name, (EventHandler<C>) handler, config);
    Set<String> names = new LinkedHashSet<>();
    for (Scalar event : on) {
      names.add(event.text());
    }
    setup = setup.on(names);
    return filter == null ? setup : setup.when(filter);
  }

  /**
   * Where it is said that it writes these files: the option of the command line that gave one of
   * them, or the folder that they are in; else where the application names the handler.
   *
   * @param folder in which the paths of options are
   */
  Place placeOf(List<Path> files, Path folder) {
    for (SettingValue value : settings.values()) {
      if (value.setting().type() instanceof SettingType.FilePath && value.from().isCommandLine()) {
        Path given = folder.resolve(value.text());
        for (Path file : files) {
          if (file.startsWith(given)) {
            return value.from();
          }
        }
      }
    }
    return place;
  }

  /** Which events it is given, as it was written. */
  HandlerInterest interest() {
    return new HandlerInterest(name, on, when);
  }

  /** The same with what its names and its condition stand for. */
  HandlerInstance bound(Set<Class<? extends Event>> boundTypes, @Nullable Filter boundFilter) {
    return new HandlerInstance(name, plugin, settings, place, on, when, boundTypes, boundFilter);
  }
}
