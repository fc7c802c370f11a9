package dev.correlator.app;

import java.util.List;

/**
 * The settings of one part of an application, complete.
 *
 * @param record the configuration record
 * @param values every value with where it is from, in declared order
 * @param <C> the record's type
 */
record Settings<C extends Record>(C record, List<SettingValue> values) {

  /** Copies. */
  Settings {
    values = List.copyOf(values);
  }

  /** The value of a setting. */
  SettingValue value(String key) {
    for (SettingValue value : values) {
      if (value.setting().key().equals(key)) {
        return value;
      }
    }
    throw new IllegalArgumentException("no setting '" + key + "' in " + record.getClass());
  }

  @Override
  public String toString() { // not the record: it may hold secrets
    return values.toString();
  }
}
