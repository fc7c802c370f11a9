package dev.correlator.app;

/**
 * A value given outside the file.
 *
 * @param target the part it is for: {@code openssh}, {@code handlers.csv}, {@code
 *     ssh-report.handlers.csv}, {@code inputs.files}, {@code system}
 * @param key the setting
 * @param text the value
 * @param place the option or the variable
 */
record Assignment(String target, String key, String text, Place place) {}
