package dev.correlator.app;

import dev.correlator.api.EventType;
import dev.correlator.api.NoticeEvent;
import java.time.Duration;
import java.time.Instant;

/**
 * The engine has read all inputs of an application. An operational event: of system {@code engine},
 * outside the identity of runs.
 *
 * @param start when the run began, wall clock
 * @param end when the last record was through, wall clock
 * @param duration between them
 * @param records records parsed
 * @param rejected records that could not be parsed
 * @param bytes bytes of records, after decompression
 * @param events events raised
 */
@EventType(
    title = "Runs",
    summary = "{records record} read in {duration}, {rejected} not parsed, {events event}")
public record RunEnded(
    Instant start,
    Instant end,
    Duration duration,
    long records,
    long rejected,
    long bytes,
    long events)
    implements NoticeEvent {}
