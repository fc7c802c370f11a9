package dev.correlator.app;

import dev.correlator.api.RecordFormat;
import dev.correlator.intake.LineFormat;
import java.util.ServiceLoader;

/**
 * A format that the configuration describes.
 *
 * @param name its name
 * @param settings what it is
 * @param place where it was written
 */
record FormatInstance(String name, Settings<FormatSettings> settings, Place place) {

  /** The same among those that are installed. */
  Plugin<RecordFormat> plugin() {
    return new Plugin<>(
        name,
        place.toString(),
        false,
        new ServiceLoader.Provider<>() {
          @Override
          public Class<? extends RecordFormat> type() {
            return LineFormat.class;
          }

          @Override
          public RecordFormat get() {
            return settings.record().format();
          }
        },
        null);
  }
}
