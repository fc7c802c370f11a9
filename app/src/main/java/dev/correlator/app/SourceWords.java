package dev.correlator.app;

import dev.correlator.core.Stamper;
import dev.correlator.core.YearRule;
import dev.correlator.intake.LogSource;
import java.util.ArrayList;
import java.util.List;

/** What was found out about a source, in words: its format, and what had to be assumed. */
final class SourceWords {

  private SourceWords() {}

  /** Whole when the source has been read. */
  static String of(LogSource s) {
    List<String> said = new ArrayList<>();
    said.add(
        s.isEmpty() ? "empty" : s.formatKnown() ? s.formatName() + " format" : "no known format");
    if (s.isOctetCounted()) {
      said.add("octet-counted");
    }
    if (s.trailer() != null) {
      said.add("records end with " + s.trailer());
    }
    if (s.isCompressed()) {
      said.add("gzip");
    }
    said.addAll(assumed(s));
    return String.join("; ", said);
  }

  /** What had to be assumed of its times. */
  static List<String> assumed(LogSource s) {
    List<String> said = new ArrayList<>();
    if (s.stamper().firstYear() != 0) {
      said.add("no year: " + s.stamper().firstYear() + yearSource(s.stamper()) + " (--year)");
    }
    if (s.stamper().firstDay() != null) {
      YearRule.Source from = s.stamper().yearSource();
      said.add(
          "no day: "
              + s.stamper().firstDay()
              + (from == YearRule.Source.STATED ? "" : " " + from.text()));
    }
    withoutTime(s, said);
    if (s.stamper().zoneAssumed()) {
      said.add("no zone: UTC assumed (--zone)");
    }
    return said;
  }

  private static String yearSource(Stamper stamper) {
    int stated = stamper.statedYear();
    return stated == 0 || stated == stamper.firstYear()
        ? " " + stamper.yearSource().text()
        : ", the last with a 29 February up to the stated " + stated;
  }

  /** Records that say no time, or one of an unknown form, are none the less: so it is said. */
  private static void withoutTime(LogSource s, List<String> said) {
    long assumed = s.stamper().assumedTimes();
    if (assumed == 0) {
      return;
    }
    if (assumed == s.stamper().records()) {
      YearRule.Source from = s.stamper().yearSource();
      said.add(
          "no time that can be read"
              + (from == YearRule.Source.STATED ? "" : ": all " + from.text()));
    } else {
      said.add(
          CountText.of(assumed, "record") + " without a time that can be read: as the one before");
    }
  }
}
