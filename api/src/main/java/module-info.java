/** What an author of a logic module, an event handler or a front-end sees. */
module dev.correlator.api {
  requires static transitive org.jspecify;

  exports dev.correlator.api;
}
