package dev.correlator.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What no compiler sees: marks left behind, tests that do not run, links that lead nowhere. */
class TidinessTest {

  /** Written in two halves, so that this file does not find itself. */
  private static final Pattern LEFT_OVER =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b");

  private static final Pattern NOT_RUN =
      Pattern.compile(
          "@(Dis" + "abled|Ena" + "bled|Ign" + "ore)\\w*\\b|\\bassum" + "e(True|False|That)\\b");

  private static final Pattern SLEEP = Pattern.compile("\\bThread\\.sle" + "ep\\b");

  private static final Pattern RESTATED =
      Pattern.compile("\\* (Ge" + "ts|Se" + "ts) the |@aut" + "hor\\b");

  private static final Pattern ONE_MACHINE =
      Pattern.compile("(?<![\\w./$}-])/(ro" + "ot|wo" + "rk|Us" + "ers)/\\w");

  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*]\\(<?([^)\\s>]+)>?[^)]*\\)");
  private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *#*$");

  private static final Set<String> TEXTS =
      Set.of("java", "md", "xml", "yaml", "yml", "sh", "properties", "txt", "html", "json");

  private static final Path ROOT = root(Path.of("").toAbsolutePath());

  private static List<Path> files = List.of();

  @BeforeAll
  static void listFiles() throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean seeds = name.endsWith("FuzzTestInputs"); // any bytes
            return seeds || name.equals("target") || (name.startsWith(".") && !name.equals(".ci"))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isText(file)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    assertThat(found).contains(ROOT.resolve("pom.xml"), ROOT.resolve(".ci/run"));
    files = List.copyOf(found);
  }

  @Test
  void text_ofAnyKind_holdsNoMarkOfUnfinishedWork() {
    assertThat(found(LEFT_OVER, "")).isEmpty();
  }

  @Test
  void test_thatStandsInTheTree_runs() {
    assertThat(found(NOT_RUN, ".java")).isEmpty();
  }

  @Test
  void code_thatWaits_waitsForSomething() {
    assertThat(found(SLEEP, ".java")).isEmpty();
  }

  @Test
  void javadoc_ofAMethod_saysMoreThanItsName() {
    assertThat(found(RESTATED, ".java")).isEmpty();
  }

  @Test
  void text_ofAnyKind_namesNoFolderOfOneMachine() {
    assertThat(found(ONE_MACHINE, "")).isEmpty();
  }

  @Test
  void link_inADocument_leadsToAFileAndAHeading() {
    List<String> broken = new ArrayList<>();
    for (Path file : files) {
      if (file.toString().endsWith(".md")) {
        Matcher link = LINK.matcher(CODE_BLOCK.matcher(read(file)).replaceAll(""));
        while (link.find()) {
          if (!leadsSomewhere(file, link.group(1))) {
            broken.add(ROOT.relativize(file) + ": " + link.group(1));
          }
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static Path root(Path folder) {
    return Files.exists(folder.resolve("mvnw"))
        ? folder
        : root(requireNonNull(folder.getParent(), "no checkout above the working directory"));
  }

  private static boolean leadsSomewhere(Path from, String link) {
    if (link.matches("(https?|mailto):.*")) {
      return true;
    }
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target =
        path.isEmpty()
            ? from
            : from.resolveSibling(URLDecoder.decode(path, StandardCharsets.UTF_8)).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return hash < 0
        || !target.toString().endsWith(".md")
        || anchors(read(target)).contains(link.substring(hash + 1));
  }

  /** The names that the usual Markdown renderers give to headings. */
  private static Set<String> anchors(String document) {
    Set<String> anchors = new TreeSet<>();
    Matcher heading = HEADING.matcher(CODE_BLOCK.matcher(document).replaceAll(""));
    while (heading.find()) {
      String name =
          heading
              .group(1)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      int repetition = 1;
      String anchor = name;
      while (!anchors.add(anchor)) {
        anchor = name + "-" + repetition++;
      }
    }
    return anchors;
  }

  private static List<String> found(Pattern pattern, String nameEnd) {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      if (file.toString().endsWith(nameEnd)) {
        String text = read(file);
        Matcher match = pattern.matcher(text);
        while (match.find()) {
          long line = text.substring(0, match.start()).lines().count();
          found.add(ROOT.relativize(file) + ":" + Math.max(line, 1) + ": " + match.group().strip());
        }
      }
    }
    return found;
  }

  private static boolean isText(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 || TEXTS.contains(name.substring(dot + 1));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
