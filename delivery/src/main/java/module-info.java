/** From events to the outside: the handler runtime and the built-in event handlers. */
module dev.correlator.delivery {
  requires transitive dev.correlator.core;
  requires com.samskivert.jmustache;
  requires de.siegmar.fastcsv;
  requires tools.jackson.core;
}
