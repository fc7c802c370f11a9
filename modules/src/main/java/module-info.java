/** The built-in logic modules, written on the public interface only. */
module dev.correlator.modules {
  requires transitive dev.correlator.api;
}
