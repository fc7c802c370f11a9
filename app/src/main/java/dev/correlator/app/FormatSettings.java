package dev.correlator.app;

import dev.correlator.api.Setting;
import dev.correlator.intake.LineFormat;
import dev.correlator.intake.LineRule;

/**
 * A format of the user's own: see {@link LineFormat}.
 *
 * @param line the form of a line
 * @param time how times are written; empty: ISO 8601, or a number
 * @param lines which lines make up a record
 * @param start the form of a line that begins a record; empty: {@code lines} says it
 */
record FormatSettings(
    @Setting(
            doc =
                "Form of a line, a pattern read from the left; {time}, {level}, {host}, {app},"
                    + " {logger}, {pid} and {text} are what they say, other holes are fields")
        String line,
    @Setting(
            doc =
                "How times are written, as yyyy-MM-dd HH:mm:ss,SSS (Java's DateTimeFormatter);"
                    + " empty: ISO 8601, or a number of seconds, milliseconds ...",
            def = "")
        String time,
    @Setting(
            doc =
                "Which lines belong to the record before: none, unmatched (of another form),"
                    + " indented, behind a backslash, those of stack traces of java, python",
            def = "unmatched")
        LineRule lines,
    @Setting(
            doc = "Form of the lines that begin a record, in place of 'lines'; all others join",
            def = "")
        String start) {

  /** Checks. */
  FormatSettings {
    new LineFormat(line, time, lines, start);
  }

  /** The format. */
  LineFormat format() {
    return new LineFormat(line, time, lines, start);
  }
}
