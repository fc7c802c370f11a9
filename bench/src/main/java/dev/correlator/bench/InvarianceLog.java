package dev.correlator.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A generated log by its frames, so that it can be cut and mixed: where each begins, and the second
 * and the host that its header names. Every record of the generator has both.
 */
final class InvarianceLog {

  final Path file;
  private final byte[] bytes;
  private final boolean counted;

  /** Where each frame begins, and behind them where the last one ends. */
  private final long[] at;

  private final String[] seconds;
  private final String[] hosts;
  final int frames;

  InvarianceLog(Path file, boolean counted) throws IOException {
    this.file = file;
    this.counted = counted;
    bytes = Files.readAllBytes(file);
    long[] starts = new long[1024];
    int n = 0;
    for (int i = 0; i < bytes.length; i = behind(i)) {
      if (n + 1 == starts.length) {
        starts = Arrays.copyOf(starts, n * 2);
      }
      starts[n++] = i;
    }
    starts[n] = bytes.length;
    at = Arrays.copyOf(starts, n + 1);
    frames = n;
    seconds = new String[n];
    hosts = new String[n];
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < n; i++) {
      readHeader(i, names);
    }
  }

  private int behind(int from) {
    int i = from;
    if (!counted) {
      while (i < bytes.length && bytes[i] != '\n') {
        i++;
      }
      return Math.min(i + 1, bytes.length);
    }
    int length = 0;
    while (bytes[i] != ' ') {
      length = length * 10 + bytes[i++] - '0';
    }
    return i + 1 + length;
  }

  private void readHeader(int frame, Map<String, String> names) {
    int from = Math.toIntExact(at[frame]);
    int head = Math.min(Math.toIntExact(at[frame + 1]) - from, 100);
    String[] words = new String(bytes, from, head, StandardCharsets.ISO_8859_1).split(" +", 7);
    int first = counted ? 1 : 0;
    String second;
    String host;
    if (words[first].endsWith(">1")) { // <86>1 2026-03-02T00:00:01.000123+00:00 h001
      second = words[first + 1].substring(0, 19);
      host = words[first + 2];
    } else { // <86>Mar  2 00:00:01 h001
      second = words[1].length() == 1 ? "0" + words[1] : words[1];
      second += words[2];
      host = words[3];
    }
    seconds[frame] = names.computeIfAbsent(second, s -> s);
    hosts[frame] = names.computeIfAbsent(host, h -> h);
  }

  /** Where the record in a frame begins: behind its count, if it is counted. */
  long offset(int frame) {
    int i = Math.toIntExact(at[frame]);
    while (counted && bytes[i] != ' ') {
      i++;
    }
    return counted ? i + 1L : i;
  }

  /** All frames, in order. */
  int[] all() {
    return IntStream.range(0, frames).toArray();
  }

  /** The frames cut into so many parts, each beginning with a second of its own. */
  int[][] cut(int parts) {
    int[][] cut = new int[parts][];
    int from = 0;
    for (int p = 0; p < parts; p++) {
      int to = p == parts - 1 ? frames : (int) ((long) frames * (p + 1) / parts);
      while (to < frames && seconds[to].equals(seconds[to - 1])) {
        to++;
      }
      cut[p] = IntStream.range(from, to).toArray();
      from = to;
    }
    return cut;
  }

  /** The frames by host into so many files: what each of them writes is in order. */
  int[][] byHost(int files) {
    return IntStream.range(0, files)
        .mapToObj(
            f -> IntStream.range(0, frames).filter(i -> hosts[i].hashCode() % files == f).toArray())
        .toArray(int[][]::new);
  }

  /** The frames as they arrive when each host's records come late by up to so many seconds. */
  int[] late(int secondsMax, Random random) {
    Map<String, Integer> reached = new HashMap<>();
    long[] arrivals = new long[frames];
    int second = 0;
    for (int i = 0; i < frames; i++) {
      second += i > 0 && !seconds[i].equals(seconds[i - 1]) ? 1 : 0;
      int due = second + random.nextInt(secondsMax);
      int time = Math.max(due, reached.getOrDefault(hosts[i], 0));
      reached.put(hosts[i], time);
      arrivals[i] = (long) time << 32 | i;
    }
    Arrays.sort(arrivals);
    return Arrays.stream(arrivals).mapToInt(a -> (int) a).toArray();
  }

  /** Writes some frames as a file of their own. */
  void write(Path to, int[] some) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 1 << 18)) {
      for (int frame : some) {
        int from = Math.toIntExact(at[frame]);
        out.write(bytes, from, Math.toIntExact(at[frame + 1]) - from);
      }
    }
  }
}
