package dev.correlator.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one setting: a component of a configuration record. The component's name in lower snake
 * case is the key in files ({@code loginFailureLimit} is {@code login_failure_limit}); its type
 * decides what is accepted: {@code int}, {@code long}, {@code double}, {@code boolean}, {@link
 * String}, {@link java.time.Duration} (written {@code 5m}, {@code 2d}), {@link java.nio.file.Path},
 * {@link java.time.ZoneId}, an enum (written in lower snake case), or a {@link java.util.List} of
 * strings or enums.
 *
 * <p>Values that are right one by one but not together the record refuses in its constructor, by an
 * {@link IllegalArgumentException} that names settings in single quotes, as {@code 'limit' is less
 * than 'warning'}: it is told where the first of them was written. Further reasons may be added to
 * it as suppressed ones. The constructor may be called again, with defaults in place of wrong
 * values, so that all mistakes are told at once.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /** One sentence for the user, without the value's default or range. */
  String doc();

  /**
   * The default, written as in a file; lists are comma separated. A setting without a default is
   * mandatory; {@code ""} gives an empty string, an empty list or, for {@code Path}, the empty
   * path.
   */
  String def() default MANDATORY;

  /** The smallest value allowed of a number, or of a duration in seconds. */
  double min() default Double.NEGATIVE_INFINITY;

  /** The largest value allowed of a number, or of a duration in seconds. */
  double max() default Double.POSITIVE_INFINITY;

  /** Whether the value is a credential: given as a reference, masked wherever it is printed. */
  boolean secret() default false;

  /** What {@link #def} says where there is no default. */
  String MANDATORY = "\u0000mandatory";
}
