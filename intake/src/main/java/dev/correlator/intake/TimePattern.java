package dev.correlator.intake;

import java.util.ArrayList;
import java.util.List;

/**
 * A user's pattern of {@link java.time.format.DateTimeFormatter}, taken apart, so that what it
 * would take but can hardly be meant is told. Immutable.
 *
 * @param parts what it is made of
 * @param hasOptions whether some of it may be missing
 */
record TimePattern(List<Part> parts, boolean hasOptions) {

  /** The letters that a formatter knows. */
  private static final String LETTERS = "GuyYDMLdgQqwWEecFaBhKkHmsSAnNVvzOXxZp";

  /** What a formatter keeps for itself. */
  private static final String RESERVED = "#{}";

  /**
   * Fixed text, or a letter so many times.
   *
   * @param text empty where it is a letter
   * @param letter the letter
   * @param count how often
   */
  record Part(String text, char letter, int count) {
    boolean isText() {
      return count == 0;
    }
  }

  /** Takes a pattern apart; what is none of a formatter's is left to it. */
  static TimePattern of(String pattern) {
    List<Part> parts = new ArrayList<>();
    boolean options = false;
    int i = 0;
    while (i < pattern.length()) {
      char c = pattern.charAt(i);
      int from = i++;
      if (isLetter(c)) {
        while (i < pattern.length() && pattern.charAt(i) == c) {
          i++;
        }
        parts.add(new Part("", c, i - from));
      } else if (c == '\'') {
        i = quoted(pattern, i, parts);
      } else if (c == '[' || c == ']') {
        options = true;
      } else {
        parts.add(new Part(String.valueOf(c), ' ', 0));
      }
    }
    return new TimePattern(List.copyOf(parts), options);
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  /** Reads up to the closing quotation mark; two of them are one. */
  private static int quoted(String pattern, int from, List<Part> parts) {
    StringBuilder text = new StringBuilder();
    int i = from;
    while (i < pattern.length()) {
      char c = pattern.charAt(i++);
      if (c == '\'') {
        if (i == pattern.length() || pattern.charAt(i) != '\'') {
          break;
        }
        i++;
      }
      text.append(c);
    }
    parts.add(new Part(text.isEmpty() ? "'" : text.toString(), ' ', 0));
    return i;
  }

  /**
   * Refuses text that a formatter takes for something else where it is not in quotation marks.
   *
   * @throws IllegalArgumentException saying what to write instead
   */
  static void checkText(String pattern) {
    StringBuilder quoted = new StringBuilder();
    String wrong = "";
    boolean behindText = false;
    boolean behindQuoted = false;
    int open = 0;
    int i = 0;
    while (i < pattern.length()) {
      int from = i;
      char c = pattern.charAt(i++);
      if (c == '\'') {
        i = pattern.indexOf('\'', i) + 1;
        refuse(i == 0, "a quotation mark is not closed; '' stands for one");
        boolean joins = behindText && i - from > 2; // marks of two texts side by side are one mark
        quoted.setLength(quoted.length() - (joins ? 1 : 0));
        quoted.append(pattern, from + (joins ? 1 : 0), i);
        behindText = false;
        behindQuoted = i - from > 2;
        continue;
      } else if (isText(c)) {
        while (i < pattern.length() && isText(pattern.charAt(i))) {
          i++;
        }
        wrong = wrong.isEmpty() ? pattern.substring(from, i) : wrong;
        quoted.setLength(quoted.length() - (behindQuoted ? 1 : 0));
        quoted.append(behindQuoted ? "" : "'").append(pattern, from, i).append('\'');
        behindText = true;
        behindQuoted = false;
        continue;
      }
      open += c == '[' ? 1 : c == ']' ? -1 : 0;
      refuse(open < 0, "']' closes no '[', between which stands what may be missing");
      quoted.append(c);
      behindText = false;
      behindQuoted = false;
    }
    refuse(
        !wrong.isEmpty(),
        "'" + wrong + "' is text, which must stand in quotation marks: write " + quoted);
  }

  private static boolean isText(char c) {
    return isLetter(c) ? LETTERS.indexOf(c) < 0 : RESERVED.indexOf(c) >= 0;
  }

  private int count(String letters) {
    return parts.stream()
        .filter(p -> !p.isText() && letters.indexOf(p.letter) >= 0)
        .mapToInt(Part::count)
        .sum();
  }

  private boolean has(String letters) {
    return count(letters) > 0;
  }

  private long times(char letter) {
    return parts.stream().filter(p -> !p.isText() && p.letter == letter).count();
  }

  /** Whether it says nothing of the day. */
  boolean isDateless() {
    return !has("GyuMLdDgQqYwWEecF");
  }

  /**
   * Refuses what a formatter takes though it means something else, or says too little.
   *
   * @throws IllegalArgumentException saying what to write instead
   */
  void check() {
    refuse(has("Y"), "Y is the year of a week, which is another around New Year: write yyyy");
    refuse(
        has("D") && (has("MLd") || count("D") != 3 || !has("yu")),
        "D is the day of the year: write dd for that of the month");
    refuse(
        has("hK") && !has("aB"),
        "h is an hour of half a day: write HH, or put a where AM or PM stands");
    refuse(has("n") && count("n") < 9, "n is nanoseconds: write S for each digit of a fraction");
    refuse(times('m') > 1 && !has("ML"), "mm is the minute: write MM for the month");
    refuse(times('M') > 1 && !has("mAN"), "MM is the month: write mm for the minute");
    refuse(!has("HkhKAN"), "it must tell the hour: HH");
    refuse(!has("mAN"), "it must tell the minute: mm");
    boolean day = has("d") && has("ML") || has("D");
    refuse(!day && !isDateless(), "it must tell month and day, MM and dd, or neither nor a year");
    refuse(
        isDateless() && has("VvzOXxZ"),
        "it tells a zone but no day: take the zone out of it, into a hole of its own");
  }

  private static void refuse(boolean wrong, String what) {
    if (wrong) {
      throw new IllegalArgumentException(what);
    }
  }
}
