package dev.correlator.core;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects of a record class by its canonical constructor: the first ones by reflection, which
 * is ready at once, then by a method handle, which takes milliseconds to make and a tenth of the
 * time for each object. Which of the two is used cannot be seen.
 */
final class RecordMaker {

  /**
   * So many objects are made by reflection first: it takes about as long as making the handle, and
   * a short run is over before.
   */
  static final int BY_REFLECTION = 2_000;

  private static final MethodType FROM_ARRAY = MethodType.methodType(Object.class, Object[].class);

  private final Constructor<?> constructor;

  /** Counts down to the handle; shards that miss a count of each other only get it later. */
  private int left = BY_REFLECTION;

  private volatile @Nullable MethodHandle handle;

  /** For a constructor that is accessible. */
  RecordMaker(Constructor<?> constructor) {
    this.constructor = constructor;
  }

  /**
   * Makes one.
   *
   * @param values of the components, in declared order
   * @throws IllegalStateException where the constructor refuses them
   */
  Object make(@Nullable Object[] values) {
    MethodHandle h = handle;
    if (h != null) {
      return byHandle(h, values);
    }
    if (--left <= 0) {
      handle = made();
    }
    return byReflection(values);
  }

  @SuppressWarnings("NullAway") // as below
  private Object byHandle(MethodHandle h, @Nullable Object[] values) {
    try {
      return (Object) h.invokeExact(values);
    } catch (Throwable e) { // all that the constructor throws, as reflection tells it
      throw refused(e);
    }
  }

  @SuppressWarnings("NullAway") // reflection takes null for a component that nothing filled
  private Object byReflection(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw refused(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw inaccessible(e);
    }
  }

  private MethodHandle made() {
    try {
      return MethodHandles.lookup()
          .unreflectConstructor(constructor)
          .asSpreader(Object[].class, constructor.getParameterCount())
          .asType(FROM_ARRAY);
    } catch (IllegalAccessException e) {
      throw inaccessible(e);
    }
  }

  private IllegalStateException refused(@Nullable Throwable cause) {
    return new IllegalStateException(
        constructor.getDeclaringClass().getName() + " refuses its values: " + cause, cause);
  }

  private IllegalStateException inaccessible(Throwable cause) {
    return new IllegalStateException(
        constructor.getDeclaringClass().getName() + " cannot be made", cause);
  }
}
