package dev.correlator.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.HoleType;
import dev.correlator.api.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random patterns and texts against the reference; the seed of a case is printed where they differ.
 */
class PatternMatcherRandomTest {

  private static final int SETS = 4_000;
  private static final int TEXTS_PER_SET = 10;
  private static final int CROWDS = 400;

  /** The reference takes exponential time. */
  private static final int LONGEST_TEXT = 26;

  /** Short and alike, so that texts fit many ways. */
  private static final String[] LITERALS = {
    "a",
    "b",
    "ab",
    " ",
    " a ",
    " from ",
    " port ",
    "1",
    "-",
    ".",
    ":",
    "::",
    "x=",
    "]",
    "[",
    "%e",
    "é",
    "aaaaaaaab",
    " longer than a word ",
    "longer than a word and more"
  };

  private static final String[] CONTENTS = {
    "",
    "a",
    "b",
    "ab",
    "a b",
    " ",
    "1",
    "-1",
    "12345678901234567",
    "1234567890123456789",
    "1.2.3.4",
    "10.0.0.256",
    "::1",
    "::ffff:1.2.3.4",
    "1:2:3:4:5:6:7:8",
    "fe80::1%eth0",
    "1::",
    "host.example",
    "ff",
    "x from 1.2.3.4 port 1",
    "é",
    "\u0000",
    "1:2:3:4:5:6:7::",
    "a:b",
    "0",
    "00",
    "a1.b-c_d",
    "aaaaaaaa",
    "longer than a word "
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomPatterns_onRandomTexts_areReadAsTheReferenceReads(long base) {
    for (int set = 0; set < SETS; set++) {
      readSet(base * 1_000_003 + set);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void crowdsOfPatterns_thatAreAlike_areReadAsTheReferenceReads(long base) {
    for (int set = 0; set < CROWDS; set++) {
      long seed = base * 1_000_003 + set;
      Random random = new Random(seed);
      readSet(seed, random, crowd(random));
    }
  }

  @Test
  void randomCases_matchOftenEnough_toMeanSomething() {
    int matches = 0;
    for (int set = 0; set < 500; set++) {
      matches += readSet(set);
    }
    assertThat(matches).isGreaterThan(500 * TEXTS_PER_SET / 2);
  }

  /** Returns how many matches there were. */
  private static int readSet(long seed) {
    Random random = new Random(seed);
    return readSet(seed, random, patterns(random));
  }

  private static List<Pattern> patterns(Random random) {
    List<Pattern> patterns = new ArrayList<>();
    int wanted = 1 + random.nextInt(6);
    while (patterns.size() < wanted) {
      if (!patterns.isEmpty() && random.nextInt(3) == 0) {
        patterns.add(related(random, patterns.get(random.nextInt(patterns.size()))));
      } else {
        patterns.add(pattern(random));
      }
    }
    return patterns;
  }

  /** So many with the same beginning, end or literal inside that they have to be told apart. */
  private static List<Pattern> crowd(Random random) {
    List<Pattern> patterns = new ArrayList<>();
    String[] frames = {"%s", "a%s", "%s b", " from %s a", "{x:word}%s", "{x}%s", "%s{x}"};
    String frame = pick(random, frames);
    while (patterns.size() < 25) {
      String middle =
          random.nextInt(4) == 0
              ? pattern(random).source()
              : "{y} " + pick(random, LITERALS) + pick(random, LITERALS) + pick(random, "", " {z}");
      try {
        patterns.add(Pattern.of(String.format(frame, middle)));
      } catch (IllegalArgumentException e) {
        // Such as two text holes in a row: drawn again.
      }
    }
    return patterns;
  }

  private static int readSet(long seed, Random random, List<Pattern> patterns) {
    PatternMatcher matcher = PatternMatcher.compile(patterns);
    PatternMatcher firstOnly = PatternMatcher.compileFirstOnly(patterns);
    MatchBuffer found = new MatchBuffer();
    int matches = 0;
    for (int i = 0; i < TEXTS_PER_SET; i++) {
      String text = text(random, patterns.get(random.nextInt(patterns.size())).parts());
      byte[] bytes = mutated(random, text).getBytes(StandardCharsets.UTF_8);
      if (bytes.length > LONGEST_TEXT) {
        bytes = Arrays.copyOf(bytes, LONGEST_TEXT);
      }
      int offset = random.nextInt(20);
      byte[] framed = new byte[offset + bytes.length + 16];
      random.nextBytes(framed);
      System.arraycopy(bytes, 0, framed, offset, bytes.length);
      List<String> expected = expected(patterns, bytes);
      String described =
          "seed %d, text %d <%s>, patterns %s"
              .formatted(seed, i, new String(bytes, StandardCharsets.UTF_8), patterns);
      matcher.match(framed, offset, offset + bytes.length, found);
      assertThat(rows(found, patterns, offset)).as(described).isEqualTo(expected);
      matches += found.size;
      firstOnly.match(framed, offset, offset + bytes.length, found);
      assertThat(rows(found, patterns, offset))
          .as("the first only, %s", described)
          .isEqualTo(expected.subList(0, Math.min(1, expected.size())));
    }
    return matches;
  }

  private static List<String> expected(List<Pattern> patterns, byte[] text) {
    List<String> rows = new ArrayList<>();
    for (int p = 0; p < patterns.size(); p++) {
      int[] places = ReferenceReading.of(patterns.get(p), text);
      if (places != null) {
        rows.add(p + " " + Arrays.toString(places));
      }
    }
    return rows;
  }

  private static List<String> rows(MatchBuffer found, List<Pattern> patterns, int offset) {
    List<String> rows = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < found.size; i++) {
      int p = found.cells[at++];
      int[] places = Arrays.copyOfRange(found.cells, at, at + 2 * patterns.get(p).holes().size());
      at += places.length;
      for (int j = 0; j < places.length; j++) {
        places[j] -= places[j] < 0 ? 0 : offset;
      }
      rows.add(p + " " + Arrays.toString(places));
    }
    return rows;
  }

  // Patterns.

  private static Pattern pattern(Random random) {
    for (; ; ) {
      StringBuilder source = new StringBuilder();
      sequence(random, source, 1 + random.nextInt(5), 0, new int[1]);
      if (random.nextInt(8) == 0) {
        source.append("{*}");
      }
      try {
        return Pattern.of(source.toString());
      } catch (IllegalArgumentException e) {
        // Such as two text holes in a row: drawn again.
      }
    }
  }

  /** The same beginning or end as another one. */
  private static Pattern related(Random random, Pattern other) {
    String source = other.source();
    for (int i = 0; i < 20; i++) {
      int cut = random.nextInt(source.length() + 1);
      String literal = pick(random, LITERALS);
      try {
        return Pattern.of(
            random.nextBoolean()
                ? source.substring(0, cut) + literal
                : literal + source.substring(cut));
      } catch (IllegalArgumentException e) {
        // Cut through a hole: drawn again.
      }
    }
    return other;
  }

  private static void sequence(
      Random random, StringBuilder out, int parts, int depth, int[] holes) {
    for (int i = 0; i < parts; i++) {
      int kind = random.nextInt(depth < 2 ? 12 : 9);
      if (kind < 4) {
        out.append(pick(random, LITERALS));
      } else if (kind < 9) {
        hole(random, out, holes);
      } else if (kind < 11) {
        out.append("{?");
        sequence(random, out, 1 + random.nextInt(3), depth + 1, holes);
        out.append('}');
      } else {
        out.append("{:");
        int alternatives = 2 + random.nextInt(2);
        for (int a = 0; a < alternatives; a++) {
          out.append(a == 0 ? "" : "|");
          sequence(random, out, 1 + random.nextInt(2), depth + 1, holes);
        }
        out.append('}');
      }
    }
  }

  private static void hole(Random random, StringBuilder out, int[] holes) {
    HoleType[] types = HoleType.values();
    HoleType type = random.nextInt(3) == 0 ? HoleType.TEXT : types[random.nextInt(types.length)];
    out.append("{h").append(holes[0]++);
    if (type != HoleType.TEXT) {
      out.append(':').append(type.word());
    }
    out.append('}');
  }

  // Texts.

  private static String text(Random random, List<Pattern.Part> parts) {
    StringBuilder out = new StringBuilder();
    for (Pattern.Part part : parts) {
      switch (part) {
        case Pattern.Literal literal -> out.append(literal.text());
        case Pattern.Hole hole -> out.append(content(random, hole.type()));
        case Pattern.Option option ->
            out.append(random.nextBoolean() ? text(random, option.parts()) : "");
        case Pattern.Choice choice ->
            out.append(
                text(
                    random,
                    choice.alternatives().get(random.nextInt(choice.alternatives().size()))));
        case Pattern.Rest rest -> out.append(pick(random, CONTENTS));
      }
    }
    return out.toString();
  }

  private static String content(Random random, HoleType type) {
    return switch (type) {
      case TEXT ->
          random.nextInt(3) == 0
              ? pick(random, CONTENTS) + pick(random, LITERALS) + pick(random, CONTENTS)
              : pick(random, CONTENTS);
      case WORD -> pick(random, "a", "ab", "1.2", "é-x", "12345678");
      case INT -> pick(random, "1", "-1", "22", "0", "123456789012345678", "1234567890123456789");
      case IP ->
          pick(
              random,
              "1.2.3.4",
              "255.255.255.255",
              "::1",
              "fe80::1%eth0",
              "::ffff:1.2.3.4",
              "1.2.3",
              "01.2.3.4");
      case HOST -> pick(random, "a", "host.example", "1.2.3.4", "::1", "a-b_c");
      case HEX -> pick(random, "a", "0", "DEADbeef", "12345678901234567890");
      case KEY -> pick(random, "a", "a:b", "SHA256:ab+/=", "x@y", "-");
      case FIELD -> pick(random, "a", "a b", "x from 1.2.3.4", "é\t", " ");
      case ITEM -> pick(random, "a", "a b", "x ; b", "é\t", " ", "USER=a");
      case CODE -> pick(random, "1AE9", "4PbC4x469Jz3tBr", "b", "abc", "12345678901234567890");
    };
  }

  private static String mutated(Random random, String text) {
    if (random.nextInt(3) > 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text);
    int at = random.nextInt(out.length() + 1);
    switch (random.nextInt(3)) {
      case 0 -> out.insert(at, pick(random, LITERALS));
      case 1 -> out.insert(at, pick(random, CONTENTS));
      default -> out.delete(at, Math.min(out.length(), at + 1 + random.nextInt(3)));
    }
    return out.toString();
  }

  private static String pick(Random random, String... from) {
    return from[random.nextInt(from.length)];
  }
}
