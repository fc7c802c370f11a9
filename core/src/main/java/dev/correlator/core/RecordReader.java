package dev.correlator.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Reads the components of objects of a record class: of the first ones by reflection, then by
 * method handles, as {@link RecordMaker} makes them.
 */
final class RecordReader {

  private static final MethodType OF_OBJECT = MethodType.methodType(Object.class, Object.class);

  private final Method[] accessors;

  /** Counts down to the handles; shards that miss a count of each other only get them later. */
  private int left = RecordMaker.BY_REFLECTION;

  private volatile MethodHandle @Nullable [] handles;

  /** For accessors that are accessible, in the order of the components. */
  RecordReader(Method[] accessors) {
    this.accessors = accessors;
  }

  /**
   * The values of the components, in declared order; the caller's to change.
   *
   * @throws IllegalStateException where an accessor throws
   */
  @Nullable Object[] values(Object record) {
    @Nullable Object[] values = new Object[accessors.length];
    MethodHandle[] h = handles;
    if (h == null && --left <= 0) {
      h = made();
      handles = h;
    }
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = h == null ? accessors[i].invoke(record) : (Object) h[i].invokeExact(record);
      }
    } catch (InvocationTargetException e) {
      throw unreadable(record.getClass(), e.getCause());
    } catch (Throwable e) { // all that an accessor throws, as reflection tells it
      throw unreadable(record.getClass(), e);
    }
    return values;
  }

  private MethodHandle[] made() {
    MethodHandle[] made = new MethodHandle[accessors.length];
    try {
      for (int i = 0; i < made.length; i++) {
        made[i] = MethodHandles.lookup().unreflect(accessors[i]).asType(OF_OBJECT);
      }
    } catch (IllegalAccessException e) {
      throw unreadable(accessors[0].getDeclaringClass(), e);
    }
    return made;
  }

  private static IllegalStateException unreadable(Class<?> type, @Nullable Throwable cause) {
    return new IllegalStateException(type.getName() + " cannot be read", cause);
  }
}
