package dev.correlator.app;

/**
 * One mistake of a user or of a plugin.
 *
 * @param place where
 * @param code which kind
 * @param text what it is, the value, the limit, and what to do
 */
record Problem(Place place, ProblemCode code, String text) {

  @Override
  public String toString() {
    return place + ": " + code + ": " + text;
  }
}
