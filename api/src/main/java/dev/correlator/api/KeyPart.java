package dev.correlator.api;

import java.util.Objects;

/** One part of a key: a header field, or a hole of the patterns by its name. */
public sealed interface KeyPart {

  /** A header field. */
  record OfField(Field field) implements KeyPart {
    /** Checks. */
    public OfField {
      Objects.requireNonNull(field, "field");
    }
  }

  /** A header field; a record without it has an empty text there. */
  record OfFieldIfAny(Field field) implements KeyPart {
    /** Checks. */
    public OfFieldIfAny {
      Objects.requireNonNull(field, "field");
    }
  }

  /** A hole of the pattern that matched, or a component of a fact or an event. */
  record OfName(String name) implements KeyPart {
    /** Checks. */
    public OfName {
      Objects.requireNonNull(name, "name");
    }
  }

  /** The host, or the name of the source where the header has none. */
  KeyPart HOST = new OfField(Field.HOST);

  /** The application. */
  KeyPart APP = new OfField(Field.APP);

  /** The process id. */
  KeyPart PROC_ID = new OfField(Field.PROC_ID);

  /**
   * The header field where a record has it; all records that do not are alike: for logs that have
   * process ids or not, as the daemon that wrote them was set.
   */
  static KeyPart ifAny(Field field) {
    return new OfFieldIfAny(field);
  }

  /** The hole or component with this name. */
  static KeyPart of(String name) {
    return new OfName(name);
  }
}
