package dev.correlator.app;

import dev.correlator.intake.Intake;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The files of a run as another command takes them, to find the same: as they were typed; in fewer
 * words where these are many and others stand for the same files.
 *
 * @param words names of files, and patterns of names
 * @param more how many names are left out, which have to be added to them: 0 as a rule
 */
record NextFiles(List<String> words, int more) {

  /** Words that a command takes as they are. */
  private static final int WORDS_MAX = 10;

  /** Words that show which files are meant where a reader has to add the others. */
  private static final int WORDS_SHOWN = 3;

  /** Parts of a pattern that are any: each of a path multiplies the folders that are looked at. */
  private static final int STARS_MAX = 2;

  /** What means something in a pattern. */
  private static final String SPECIAL = "*?[]{}\\";

  /** Copies. */
  NextFiles {
    words = List.copyOf(words);
  }

  /**
   * Finds them.
   *
   * @param inputs as typed
   * @param read the names of what was read
   * @param offered a file that a next command may write: no pattern is to take it; asked where
   *     there may be one
   */
  static NextFiles of(List<String> inputs, Set<String> read, Supplier<Path> offered) {
    List<String> words = again(inputs, read);
    if (words.size() <= WORDS_MAX) {
      return new NextFiles(words, 0);
    }
    Path written = offered.get();
    String all = pattern(words, written);
    List<String> fewer = all == null ? byFolder(words, written) : List.of(all);
    return fewer.size() <= WORDS_MAX ? new NextFiles(fewer, 0) : typed(words);
  }

  /** Inputs as they were typed, or some of them where they are many. */
  static NextFiles typed(List<String> inputs) {
    return inputs.size() <= WORDS_MAX
        ? new NextFiles(inputs, 0)
        : new NextFiles(inputs.subList(0, WORDS_SHOWN), inputs.size() - WORDS_SHOWN);
  }

  /**
   * A command, which ends in the files; what a reader has to add is no shell's syntax.
   *
   * @param program what the user types for the program
   * @param words what is between it and the files
   */
  @SafeVarargs
  final String command(String program, List<String>... words) {
    List<String> all = new ArrayList<>();
    for (List<String> some : words) {
      all.addAll(some);
    }
    all.addAll(ShellWords.files(this.words));
    String command = program + " " + ShellWords.of(all);
    return more == 0
        ? command
        : command + " (and " + CountText.of(more) + " more, to be named too)";
  }

  /**
   * Inputs as they were typed; but a pattern that takes other files by now, as those that a handler
   * wrote meanwhile, is replaced by the files that were read of it.
   */
  private static List<String> again(List<String> inputs, Set<String> read) {
    List<String> words = new ArrayList<>();
    for (String input : inputs) {
      List<String> now = files(input);
      List<String> same = now.stream().filter(read::contains).toList();
      words.addAll(same.isEmpty() || same.equals(now) ? List.of(input) : same);
    }
    return words.stream().distinct().toList();
  }

  private static List<String> files(String input) {
    return Intake.files(List.of(input)).stream().map(Path::toString).toList();
  }

  /** A pattern for each folder whose files it stands for, and the names of all others. */
  private static List<String> byFolder(List<String> names, Path written) {
    Map<String, List<String>> folders = new LinkedHashMap<>();
    for (String name : names) {
      String folder = name.substring(0, name.lastIndexOf('/') + 1);
      folders.computeIfAbsent(folder, unseen -> new ArrayList<>()).add(name);
    }
    List<String> words = new ArrayList<>();
    for (List<String> some : folders.values()) {
      String pattern = pattern(some, written);
      words.addAll(pattern == null ? some : List.of(pattern));
    }
    return words;
  }

  /**
   * A pattern that stands for these names and for no others: how all of them begin and end, by
   * folder and kind of file if that will do; null where there is none.
   */
  private static @Nullable String pattern(List<String> names, Path written) {
    if (names.size() == 1 || names.stream().anyMatch(NextFiles::isSpecial)) {
      return null;
    }
    String first = names.get(0);
    int shortest = names.stream().mapToInt(String::length).min().orElse(0);
    int begin = 0;
    while (begin < shortest && agree(names, begin)) {
      begin++;
    }
    int end = 0;
    while (end < shortest - begin && agree(names, -1 - end)) {
      end++;
    }
    String head = first.substring(0, begin);
    String tail = first.substring(first.length() - end);
    int dot = tail.indexOf('.');
    String folder = head.substring(0, head.lastIndexOf('/') + 1);
    String kind = dot < 0 ? "" : tail.substring(dot);
    Set<String> all = Set.copyOf(names);
    for (String pattern : List.of(between(folder, first, kind), between(head, first, tail))) {
      boolean quick = pattern.chars().filter(c -> c == '*').count() <= STARS_MAX;
      if (quick && !mayTake(pattern, written) && Set.copyOf(files(pattern)).equals(all)) {
        return pattern;
      }
    }
    return null;
  }

  /** Whether a file, which need not be there, begins and ends like a pattern. */
  private static boolean mayTake(String pattern, Path file) {
    String whole = Path.of(pattern).toAbsolutePath().normalize().toString();
    String name = file.toAbsolutePath().normalize().toString();
    return name.startsWith(whole.substring(0, whole.indexOf('*')))
        && name.endsWith(whole.substring(whole.lastIndexOf('*') + 1));
  }

  /** A name as a pattern: each part of its path between head and tail is any. */
  private static String between(String head, String name, String tail) {
    String middle = name.substring(head.length(), name.length() - tail.length());
    long folders = middle.chars().filter(c -> c == '/').count();
    return head + "*" + "/*".repeat((int) folders) + tail;
  }

  /** Whether all have the same character at a place, from the end where it is negative. */
  private static boolean agree(List<String> names, int place) {
    char of = at(names.get(0), place);
    return names.stream().allMatch(name -> at(name, place) == of);
  }

  private static char at(String name, int place) {
    return name.charAt(place < 0 ? name.length() + place : place);
  }

  private static boolean isSpecial(String name) {
    return name.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0);
  }
}
