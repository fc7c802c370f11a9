package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is cut by marks is what was marked: listed again, the new capture has the marked rows, but
 * for their numbers. Over drawn captures of all ways of framing, and of records of several lines.
 */
class CaptureRoundTripTest {

  private static final int TRIALS = 25;

  private static final String DAY = "2026-03-02T";

  /** Ways of writing captures. */
  enum Way {
    LINES,
    RETURNS,
    MIXED_RETURNS,
    NULS,
    TRAILER,
    TWO_BYTES,
    COUNTED,
    EXPORT,
    JSON,
    DOCKER,
    DOCKER_RETURNS,
    CRI,
    LOGGING,
    REPETITIONS
  }

  @TempDir private Path temporary;

  private static String time(int second) {
    return DAY + "%02d:%02d:%02d".formatted(8 + second / 3600, second / 60 % 60, second % 60);
  }

  /** A capture, and the options that reading it takes. */
  private record Drawn(byte[] bytes, List<String> options) {}

  private static Drawn draw(Way way, Random random) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int n = 1 + random.nextInt(30);
    List<String> options =
        switch (way) {
          case TRAILER -> List.of("--trailer", "\\x1e");
          case TWO_BYTES -> List.of("--trailer", "\\r\\n");
          default -> List.of();
        };
    for (int i = 0; i < n; i++) {
      String record = record(way, i, random);
      byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
      boolean unended = i == n - 1 && random.nextInt(3) == 0 && bytes.length > 0;
      switch (way) {
        case COUNTED -> {
          out.write((bytes.length + " ").getBytes(StandardCharsets.US_ASCII));
          out.write(bytes);
          out.write(random.nextInt(4) == 0 ? new byte[] {'\n'} : new byte[0]);
        }
        case EXPORT -> {
          out.write(bytes);
          out.write(unended ? new byte[0] : new byte[] {'\n', '\n'});
        }
        default -> {
          out.write(bytes);
          out.write(unended ? new byte[0] : trailer(way, random));
        }
      }
    }
    return new Drawn(out.toByteArray(), options);
  }

  private static byte[] trailer(Way way, Random random) {
    String trailer =
        switch (way) {
          case RETURNS, TWO_BYTES, DOCKER_RETURNS -> "\r\n";
          case MIXED_RETURNS -> random.nextBoolean() ? "\r\n" : "\n";
          case NULS -> "\0";
          case TRAILER -> "\u001E";
          default -> "\n";
        };
    return trailer.getBytes(StandardCharsets.US_ASCII);
  }

  private static String record(Way way, int i, Random random) {
    boolean first = i == 0;
    String text = "m" + i + " " + "x".repeat(1 + random.nextInt(40));
    return switch (way) {
      case DOCKER, DOCKER_RETURNS -> docker(i, text, random);
      case CRI -> cri(i, text, random);
      case EXPORT ->
          "__REALTIME_TIMESTAMP="
              + (1_772_409_600_000_000L + i)
              + "\n_HOSTNAME=web1\nMESSAGE\n"
              + (char) (text.length() + 2)
              + "\0\0\0\0\0\0\0\n\n"
              + text;
      case JSON ->
          "{\"time\":\"" + time(i) + "Z\",\"level\":\"warn\",\"msg\":\"a\\u0041\\n" + text + "\"}";
      case LOGGING ->
          time(i).replace('T', ' ')
              + ",123 [main] WARN Cart - "
              + text
              + "\n\tat Cart.add(Cart.java:7)".repeat(random.nextInt(3));
      case REPETITIONS ->
          !first && random.nextInt(3) == 0
              ? "Mar  2 08:15:%02d web1 last message repeated %d times".formatted(i, 1 + i)
              : "Mar  2 08:15:%02d web1 app: %s".formatted(i, text);
      case LINES, RETURNS, MIXED_RETURNS, NULS, TRAILER, TWO_BYTES, COUNTED ->
          switch (first ? 9 : random.nextInt(10)) {
            case 0 -> "rubbish " + i;
            case 1 -> way == Way.COUNTED ? "x" : "";
            case 2 -> time(i) + "Z web2 cron[9]: " + text;
            case 3 ->
                "<86>1 " + time(i) + "Z web1 sshd 7 - - a\r" + (way == Way.LINES ? "" : "b") + "c";
            default -> "<86>1 " + time(i) + "Z web1 sshd 7 - [a@1 n=\"v\\\"w\"] " + text;
          };
    };
  }

  private static String docker(int i, String text, Random random) {
    if (i > 0 && random.nextInt(12) == 0) {
      return "rubbish " + i;
    }
    String stream = random.nextBoolean() ? "stdout" : "stderr";
    String end = random.nextInt(3) == 0 ? "" : "\\n";
    return "{\"log\":\""
        + text
        + end
        + "\",\"stream\":\""
        + stream
        + "\",\"time\":\""
        + time(i)
        + "Z\"}";
  }

  private static String cri(int i, String text, Random random) {
    String stream = random.nextBoolean() ? "stdout" : "stderr";
    return time(i) + "Z " + stream + (random.nextInt(3) == 0 ? " P " : " F ") + text;
  }

  private static List<String> rows(Desk desk, List<String> options, String file) {
    List<String> words = new ArrayList<>(List.of("capture", "ls"));
    words.addAll(options);
    words.add(file);
    Desk.Answer answer = desk.type(words.toArray(new String[0]));
    assertThat(answer.code()).as(answer.err()).isIn(0, 65); // what was drawn may hold no record
    return answer.out().lines().filter(line -> line.matches(" *[0-9]+  .*")).toList();
  }

  /** The rows without numbers and without what only separates records. */
  private static List<String> comparable(List<String> rows) {
    return rows.stream()
        .map(row -> row.strip().replaceFirst("^[0-9]+ +", ""))
        .filter(row -> !row.contains("empty line:"))
        .map(row -> row.replaceFirst("not parsed, [^:]*:", "not parsed:"))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void cutByMarks_listedAgain_hasTheMarkedRows(Way way) throws IOException {
    Desk desk = new Desk(temporary);
    for (long seed = 1; seed <= TRIALS; seed++) {
      Random random = new Random(seed);
      Drawn drawn = draw(way, random);
      Files.write(desk.file("a.log", ""), drawn.bytes());
      List<String> rows = rows(desk, drawn.options(), "a.log");
      List<String> marked = new ArrayList<>();
      List<String> expected = new ArrayList<>();
      String front = "";
      boolean frontIsThere = false;
      for (int i = 0; i < rows.size(); i++) {
        String row = rows.get(i);
        boolean repetition = way == Way.REPETITIONS && isRepetition(row);
        if (!repetition) {
          front = row;
          frontIsThere = false;
        }
        if (random.nextInt(3) == 0 || i == 0 && way == Way.COUNTED) {
          if (repetition && !frontIsThere) {
            expected.add(front);
          }
          frontIsThere = true;
          expected.add(row);
          marked.add("#" + row);
        } else {
          marked.add(row);
        }
      }
      if (expected.isEmpty()) {
        continue;
      }
      desk.file("list.txt", String.join("\n", marked) + "\n");
      List<String> words =
          new ArrayList<>(List.of("capture", "cut", "--marked", "list.txt", "-o", "new.log"));
      words.addAll(drawn.options());
      words.add("a.log");

      Files.deleteIfExists(temporary.resolve("desk/new.log"));
      Desk.Answer answer = desk.type(words.toArray(new String[0]));

      String seedIs = way + ", seed " + seed;
      assertThat(answer.code()).as(seedIs + ": " + answer.err()).isZero();
      Desk.Answer same = desk.type(words.toArray(new String[0]));
      assertThat(same).as(seedIs + ", over itself").isEqualTo(answer);
      List<String> again = rows(desk, readOptions(way, drawn, answer), "new.log");
      assertThat(comparable(again)).as(seedIs).isEqualTo(comparable(expected));
    }
  }

  /** Those of the input, and what the cut has said. */
  private static List<String> readOptions(Way way, Drawn drawn, Desk.Answer answer) {
    List<String> options = new ArrayList<>(drawn.options());
    if (way == Way.NULS && answer.err().contains("--trailer '\\0'")) {
      options.addAll(List.of("--trailer", "\\0"));
    }
    return options;
  }

  /** It has the text of a record of another second than its own. */
  private static boolean isRepetition(String row) {
    String[] cells = row.strip().split("  +", 7);
    int second = Integer.parseInt(cells[1].substring(17, 19));
    return !cells[6].startsWith("m" + second + " ");
  }
}
