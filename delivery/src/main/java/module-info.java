/** From events to the outside: the handler runtime and the built-in event handlers. */
module dev.correlator.delivery {
  requires transitive dev.correlator.api;
  requires dev.correlator.core;
  requires de.siegmar.fastcsv;
  requires tools.jackson.core;

  exports dev.correlator.delivery;

  provides dev.correlator.api.EventHandler with
      dev.correlator.delivery.ConsoleHandler,
      dev.correlator.delivery.LogHandler,
      dev.correlator.delivery.CsvHandler,
      dev.correlator.delivery.JsonlHandler;
}
