package dev.correlator.core;

import dev.correlator.api.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One leg of a chain, or the legs so far joined, in the form of the chain's event.
 *
 * @param key the encoded key of the first of the legs
 * @param lastKey the encoded key of the last of them
 * @param row the values, in the shape of the chain's event
 * @param outcome of the first leg that did not complete, else COMPLETED
 * @param reason its reason
 * @param began the time of the first record
 * @param ended the time of the last record
 * @param evidence the records, see {@link EvidenceList}
 * @param evidenceCount how many there were
 * @param retimed whether one of them was
 * @param links the ids of the next leg that the last leg named
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record Leg(
    byte[] key,
    byte[] lastKey,
    byte[] row,
    Outcome outcome,
    @Nullable String reason,
    long began,
    long ended,
    byte[] evidence,
    long evidenceCount,
    boolean retimed,
    List<byte[]> links) {

  Leg ending(Outcome newOutcome, @Nullable String newReason) {
    return new Leg(
        key,
        lastKey,
        row,
        newOutcome,
        newReason,
        began,
        ended,
        evidence,
        evidenceCount,
        retimed,
        links);
  }

  Leg withRow(byte[] newRow) {
    return new Leg(
        key,
        lastKey,
        newRow,
        outcome,
        reason,
        began,
        ended,
        evidence,
        evidenceCount,
        retimed,
        links);
  }

  /** How it ends where the leg behind it did not come: what had failed before stays as it is. */
  Leg endingUnlessFailed(Outcome newOutcome, @Nullable String newReason) {
    return outcome == Outcome.COMPLETED ? ending(newOutcome, newReason) : this;
  }
}
