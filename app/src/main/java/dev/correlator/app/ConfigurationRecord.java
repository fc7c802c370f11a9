package dev.correlator.app;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import org.jspecify.annotations.Nullable;

/** Finds the configuration record that a module's or handler's class names as its type argument. */
final class ConfigurationRecord {

  private ConfigurationRecord() {}

  /** The record, null where the class does not name one. */
  static @Nullable Class<? extends Record> of(Class<?> type, Class<?> service) {
    Type argument = argument(type, service);
    return argument instanceof Class<?> record && record.isRecord()
        ? record.asSubclass(Record.class)
        : null;
  }

  /** What the service's type parameter stands for in a class; may be a variable of that class. */
  private static @Nullable Type argument(Class<?> type, Class<?> service) {
    for (Type parent : type.getGenericInterfaces()) {
      Type found = argumentOf(parent, service);
      if (found != null) {
        return found;
      }
    }
    Type parent = type.getGenericSuperclass();
    return parent == null ? null : argumentOf(parent, service);
  }

  private static @Nullable Type argumentOf(Type parent, Class<?> service) {
    if (parent instanceof Class<?> plain) {
      return argument(plain, service);
    }
    if (!(parent instanceof ParameterizedType generic)
        || !(generic.getRawType() instanceof Class<?> raw)) {
      return null;
    }
    if (raw == service) {
      return generic.getActualTypeArguments()[0];
    }
    Type found = argument(raw, service);
    if (found instanceof TypeVariable<?> variable) {
      TypeVariable<?>[] parameters = raw.getTypeParameters();
      for (int i = 0; i < parameters.length; i++) {
        if (parameters[i].equals(variable)) {
          return generic.getActualTypeArguments()[i];
        }
      }
    }
    return found;
  }
}
