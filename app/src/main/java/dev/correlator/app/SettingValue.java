package dev.correlator.app;

/**
 * The value of a setting, and where it is from.
 *
 * @param setting the setting
 * @param value of the setting's type; of a secret, what its reference leads to
 * @param text as written; of a secret, its reference
 * @param from where it was written
 */
record SettingValue(SettingSpec setting, Object value, String text, Place from) {

  /** What secrets are shown as. */
  static final String MASK = "***";

  /** Whether nobody gave it. */
  boolean isDefault() {
    return from.isDefault();
  }

  /** The value to show. */
  String shown() {
    return setting.secret() && !text.isEmpty() ? MASK : text;
  }

  @Override
  public String toString() { // not the value: it may be a secret
    return setting.key() + ": " + shown() + " (" + from + ")";
  }
}
