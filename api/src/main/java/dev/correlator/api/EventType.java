package dev.correlator.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How events of a type are shown and ranked. Optional: every part has a default. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {
  /**
   * One line that tells the event, with {@code {component}} for values of the record and of the
   * envelope ({@code outcome}, {@code reason}, {@code key}). A number may have its noun with it:
   * {@code {users user}} is {@code 1 user} or {@code 2 users}. Default: the components in declared
   * order.
   */
  String summary() default "";

  /** What a list of such events is headed with in a report, in plain words. Default: the name. */
  String title() default "";

  /**
   * The numeric component by which the worst events come first in a report. Default: the newest.
   */
  String worst() default "";

  /** The components that a table of such events shows, in this order. Default: all that fit. */
  String[] columns() default {};

  /** The severity. Default: that of the standard interface which the record implements. */
  Severity severity() default Severity.UNSET;
}
