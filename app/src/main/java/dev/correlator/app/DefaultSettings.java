package dev.correlator.app;

import dev.correlator.api.LogicModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The configuration record of a module with the default of every setting. */
final class DefaultSettings {

  private DefaultSettings() {}

  /**
   * Makes the record.
   *
   * @throws IllegalArgumentException if a setting has no default, or the class names no record
   */
  @SuppressWarnings("unchecked") // the class's own type argument
  static <C extends Record> C of(LogicModule<C> module) {
    Class<? extends Record> type = ConfigurationRecord.of(module.getClass(), LogicModule.class);
    if (type == null) {
      throw new IllegalArgumentException(
          module.getClass().getName() + " does not name its configuration record");
    }
    Problems problems = new Problems();
    Settings<C> settings =
        new SettingsReader(new Secrets(Map.of(), Path.of("")), problems)
            .read(
                ConfigurationStore.schema((Class<C>) type),
                type.getName(),
                Place.DEFAULT,
                null,
                List.of());
    if (settings == null) {
      throw new IllegalArgumentException(problems.inOrder().toString());
    }
    return settings.record();
  }
}
