package dev.correlator.core;

import dev.correlator.api.KeyPart;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;

/** A rule for records, compiled: what a record that its pattern matches does. */
final class Rule {

  enum Kind {
    /** Of a stage that takes each record by itself. */
    EACH,
    LEAD,
    OPEN,
    START,
    STEP,
    END,
    OPEN_AND_END,
    END_IF_OPEN
  }

  /** What a rule does to the reason that a later end gives. */
  enum ReasonChange {
    KEEP,
    SET,
    SET_IF_NONE,
    CLEAR
  }

  /** Where a component of a fact, or of the values that code takes, comes from. */
  record FactSource(Of of, int index) {
    enum Of {
      HOLE,
      COMPONENT,
      FIELD
    }
  }

  /** A fact to tell; the number is among all that the stage tells. */
  record Tell(int number, RecordShape shape, FactSource[] sources) {}

  final Kind kind;
  final Pattern pattern;
  final Outcome outcome;
  final int reason;

  /** The number among all rules of the program. */
  int id;

  final int holes;

  KeySource key = new KeySource(new int[0]);
  int[] copyHoles = {};
  int[] copyComponents = {};

  /** The components that are filled only where they are empty. */
  int[] keeps = {};

  /** The component that must be empty for the rule to apply, or -1. */
  int unless = -1;

  /** For each of the copied holes whether its component is one of those. */
  boolean[] copyKeeps = {};

  /** The parts of the key where it is another than that of the transaction, or none. */
  KeyPart[] ownKey = {};

  /** The header fields that fill components, as cells. */
  int[] copyFields = {};

  int[] fieldComponents = {};
  int[] counts = {};
  int[] tallies = {};
  int[] times = {};
  int[] setComponents = {};
  byte[][] setTexts = {};
  ReasonChange reasonChange = ReasonChange.KEEP;
  int newReason = -1;
  Tell[] tells = {};

  /** The limit that applies from the record on, or -1: the same as before. */
  int limit = -1;

  /** The component whose values are ids of the next leg, or -1. */
  int link = -1;

  Rule(Kind kind, Pattern pattern, Outcome outcome, int reason) {
    this.kind = kind;
    this.pattern = pattern;
    this.outcome = outcome;
    this.reason = reason;
    holes = pattern.holes().size();
  }

  boolean opens() {
    return kind == Kind.LEAD
        || kind == Kind.OPEN
        || kind == Kind.START
        || kind == Kind.OPEN_AND_END;
  }
}
