package dev.correlator.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name under which configuration refers to a logic module, an event handler or a format ({@code
 * use: openssh}). Lower case letters, digits and {@code -}; unique among all that are installed.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Named {
  /** The name. */
  String value();

  /**
   * What it is for, in a few words: shown where it is listed, and of a logic module that works
   * without a setting being given, beside the application of its name.
   */
  String description() default "";
}
