package dev.correlator.app;

/**
 * What the commands need of the rest of the program.
 *
 * @param runner does what they ask for
 * @param filters makes conditions
 */
record Parts(Runner runner, FilterCompiler filters) {}
