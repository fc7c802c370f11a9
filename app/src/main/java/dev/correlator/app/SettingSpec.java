package dev.correlator.app;

import org.jspecify.annotations.Nullable;

/**
 * One declared setting.
 *
 * @param key its name in files
 * @param type what it takes
 * @param defaultText the default as written in a file, null where a value must be given
 * @param doc a sentence for the user
 * @param secret whether the value is a credential
 */
record SettingSpec(
    String key, SettingType type, @Nullable String defaultText, String doc, boolean secret) {}
