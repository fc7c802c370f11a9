package dev.correlator.app;

import dev.correlator.api.Rejection;
import dev.correlator.api.Severity;
import dev.correlator.intake.Received;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of a capture as it is listed, or cut.
 *
 * @param number its place among all records of all files, from 1
 * @param source the file
 * @param format its format, or null where it cannot be parsed
 * @param rejection why it cannot be parsed, or null
 * @param time what it says of its time, year and zone completed; null where it says nothing
 * @param host the host in the header, or null
 * @param app the application, or null
 * @param severity the severity, or null
 * @param bytes its size without framing; of one that is too long, what is kept of it
 * @param truncated whether something of it is known to be missing
 * @param text how its text starts
 * @param received all of it, null where nobody wants it
 * @param parsed all that it says; null where it cannot be parsed, or nobody wants it
 * @param front the record of which this one says that it came again, or null
 */
record CaptureRecord(
    long number,
    String source,
    @Nullable String format,
    @Nullable Rejection rejection,
    @Nullable Instant time,
    @Nullable String host,
    @Nullable String app,
    @Nullable Severity severity,
    int bytes,
    boolean truncated,
    String text,
    @Nullable Received received,
    @Nullable CapturedRecord parsed,
    @Nullable CaptureRecord front) {}
