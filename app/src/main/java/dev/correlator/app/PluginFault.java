package dev.correlator.app;

import dev.correlator.core.CodePlace;
import java.util.ServiceConfigurationError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a plugin's class cannot be used, in words for its author. */
final class PluginFault {

  /** How the JVM names the version of a class file; Java 21 writes 65. */
  private static final Pattern CLASS_VERSION =
      Pattern.compile("(\\S+) has been compiled by .*?\\(class file version (\\d+)\\.");

  private static final int CLASS_VERSION_OF_JAVA_0 = 44;

  private PluginFault() {}

  /** What was thrown when a class was looked for, loaded, constructed or called. */
  static String inWords(Throwable thrown) {
    Throwable fault =
        thrown instanceof ServiceConfigurationError && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return switch (fault) {
      case UnsupportedClassVersionError e -> newer(e);
      case NoClassDefFoundError e when e.getMessage() != null ->
          "the class "
              + e.getMessage().replace('/', '.')
              + " is missing; a plugin sees the JDK, dev.correlator.api and what it brings along, "
              + "at "
              + CodePlace.of(e);
      case NoSuchMethodException e when thrown instanceof ServiceConfigurationError ->
          String.valueOf(e.getMessage()).replaceFirst("\\.<init>\\(.*", "")
              + " needs a public constructor without parameters";
      // Begins with the name of the interface, which is that of the file; says the line where it
      // can.
      case ServiceConfigurationError e -> "META-INF/services/" + e.getMessage();
      default -> CodePlace.inWords(fault);
    };
  }

  private static String newer(UnsupportedClassVersionError e) {
    Matcher version = CLASS_VERSION.matcher(String.valueOf(e.getMessage()));
    if (!version.lookingAt()) {
      return String.valueOf(e.getMessage());
    }
    int java = Integer.parseInt(version.group(2)) - CLASS_VERSION_OF_JAVA_0;
    return version.group(1).replace('/', '.')
        + " is compiled for Java "
        + java
        + ", and this is Java "
        + Runtime.version().feature()
        + "; compile it with --release 21";
  }
}
