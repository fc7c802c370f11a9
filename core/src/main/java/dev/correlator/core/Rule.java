package dev.correlator.core;

import dev.correlator.api.KeyPart;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import org.jspecify.annotations.Nullable;

/** A rule for records, compiled: what a record that its pattern matches does. */
final class Rule {

  enum Kind {
    /** Of no pattern: code that selects records failed at this one. */
    FAILED,
    /** Of a stage that takes each record by itself. */
    EACH,
    LEAD,
    OPEN,
    START,
    STEP,
    END,
    OPEN_AND_END,
    END_IF_OPEN,
    AGAIN
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

  /**
   * A fact to tell.
   *
   * @param number among all that the stage tells
   * @param place where it is declared; empty where no places are told
   */
  record Tell(int number, RecordShape shape, FactSource[] sources, String place) {}

  /**
   * What is done where a component was filled before the record, or had no value; the rule has no
   * pattern.
   */
  record Where(int component, boolean filled, Rule effects) {}

  final Kind kind;
  final Pattern pattern;
  final Outcome outcome;
  final int reason;

  /** Where it is declared; empty where no places are told. */
  final String place;

  /** Where it is given {@link #keeps}, and a key of its own; as above. */
  String keepsPlace = "";

  String keyPlace = "";

  /** The number among all rules of the program. */
  int id;

  /** The number of the stage that it is one of. */
  int stage;

  /** How many holes the pattern has, those of its fields among them. */
  final int holes;

  /** How many of them are in the text: they come first. */
  final int textHoles;

  /** What the record's fields must be like besides. */
  final FieldCondition[] fields;

  KeySource key = new KeySource(new int[0]);
  int[] copyHoles = {};
  int[] copyComponents = {};

  /** The components that are filled only where they are empty. */
  int[] keeps = {};

  /** The component that must be empty for the rule to apply, or -1. */
  int unless = -1;

  /** What is done beside it where a component was filled before, or was not. */
  Where[] wheres = {};

  /** The applications to whose records it applies; null: to those of the stage's select. */
  @Nullable Select apps;

  /** Whether the record is no record of the transaction. */
  boolean aside;

  /** Whether a reason that a record gave makes the end a failure. */
  boolean failsByReason;

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

  /** What settings leave out of it: numbers of {@link ModuleSpec#leftOut}. */
  int[] leftOut = {};

  /** The limit that applies from the record on, or -1: the same as before. */
  int limit = -1;

  /** The component whose values are ids of the next leg, or -1. */
  int link = -1;

  Rule(Kind kind, Pattern pattern, Outcome outcome, int reason, String place) {
    this.kind = kind;
    this.place = place;
    this.pattern = pattern;
    this.outcome = outcome;
    this.reason = reason;
    holes = pattern.holes().size();
    textHoles = pattern.ofText().holes().size();
    fields = new FieldCondition[pattern.fields().size()];
    for (int i = 0; i < fields.length; i++) {
      Pattern.FieldPattern f = pattern.fields().get(i);
      fields[i] = new FieldCondition(Bytes.utf8(f.name()), f.pattern());
    }
  }

  /** The rule under which a stage is told that its select failed: it has no holes. */
  static Rule failed() {
    return new Rule(Kind.FAILED, Pattern.of("{*}"), Outcome.COMPLETED, -1, "");
  }

  boolean opens() {
    return kind == Kind.LEAD
        || kind == Kind.OPEN
        || kind == Kind.START
        || kind == Kind.OPEN_AND_END
        || kind == Kind.AGAIN;
  }
}
