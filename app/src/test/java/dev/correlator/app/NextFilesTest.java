package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How files that were read are named in a command that reads them again. */
class NextFilesTest {

  @TempDir private Path folder;

  /** Makes files, and names them as a user does. */
  private List<String> files(String... names) throws IOException {
    List<String> made = new ArrayList<>();
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      made.add(Files.writeString(file, "x\n").toString());
    }
    return made;
  }

  private List<String> numbered(String format, int count) throws IOException {
    return files(IntStream.range(0, count).mapToObj(format::formatted).toArray(String[]::new));
  }

  private NextFiles again(List<String> inputs) {
    return again(inputs, Set.copyOf(inputs));
  }

  private NextFiles again(List<String> inputs, Set<String> read) {
    return NextFiles.of(inputs, read, () -> folder.resolve("events.jsonl"));
  }

  @Test
  void few_stayAsTheyWereTyped() throws IOException {
    List<String> some = numbered("log/%d.log", 10);

    assertThat(again(some)).isEqualTo(new NextFiles(some, 0));
    assertThat(again(List.of("-"))).isEqualTo(new NextFiles(List.of("-"), 0));
  }

  @Test
  void many_areAPatternThatStandsForThem_andForNoOthers() throws IOException {
    List<String> logs = numbered("log/web-%04d.log.gz", 3_000);
    assertThat(again(logs).words()).containsExactly(folder + "/log/*.log.gz");

    files("log/mail.log.gz", "log/web.log", "log/.web-hidden.log.gz");
    assertThat(again(logs).words()).containsExactly(folder + "/log/web-*.log.gz");

    files("log/web-old.log.gz");
    assertThat(again(logs)).isEqualTo(new NextFiles(logs.subList(0, 3), 2_997));
  }

  @Test
  void many_ofSeveralFolders_areAPatternOfFoldersToo_orOneOfEach() throws IOException {
    List<String> logs = numbered("hosts/h%d/auth.log", 20);
    assertThat(again(logs).words()).containsExactly(folder + "/hosts/*/*.log");

    files("hosts/h3/mail.log");
    assertThat(again(logs).words()).containsExactly(folder + "/hosts/h*/auth.log");

    List<String> deep = numbered("deep/h%1$d/at%1$d/%1$d.log", 20);
    assertThat(again(deep)).isEqualTo(new NextFiles(deep.subList(0, 3), 17));

    List<String> both = new ArrayList<>(numbered("a/%d.log", 20));
    both.addAll(numbered("b/%d.txt", 20));
    both.addAll(files("one.log"));
    assertThat(again(both).words())
        .containsExactly(folder + "/a/*.log", folder + "/b/*.txt", folder + "/one.log");
  }

  @Test
  void names_thatMeanSomethingInAPattern_areInNone() throws IOException {
    List<String> logs = numbered("log/[%d].log", 20);

    assertThat(again(logs)).isEqualTo(new NextFiles(logs.subList(0, 3), 17));
  }

  @Test
  void pattern_staysAsItWasTyped_whileItStandsForWhatWasRead() throws IOException {
    Set<String> read = Set.copyOf(numbered("log/%d.log", 2_000));
    List<String> pattern = List.of(folder + "/log/*");

    assertThat(again(pattern, read)).isEqualTo(new NextFiles(pattern, 0));

    files("log/events.jsonl");
    assertThat(again(pattern, read).words()).containsExactly(folder + "/log/*.log");
  }

  @Test
  void pattern_thatWouldTakeTheFileThatIsOfferedForEvents_isNone() throws IOException {
    List<String> words = files("ab", "bc", "cd", "de", "ef", "fg", "gh", "hi", "ij", "jk", "kl");
    assertThat(again(words)).isEqualTo(new NextFiles(words.subList(0, 3), 8));

    List<String> lines = numbered("log-%d.jsonl", 11);
    assertThat(again(lines).words()).containsExactly(folder + "/log-*.jsonl");
  }
}
