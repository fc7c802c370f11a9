package dev.correlator.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What authors call that is more than its name says is documented to the last parameter: units,
 * ranges, what is returned, what is thrown. The build's doclint asks for all but that.
 */
class JavadocTest {

  private static final Set<String> WHOLE =
      Set.of(
          "Calendar",
          "ChainFlow",
          "Context",
          "Counts",
          "DistinctInWindow",
          "EachFlow",
          "Interest",
          "RecordHeader",
          "SlidingCount",
          "StageFlow",
          "ThresholdFlow");

  @TempDir private Path temporary;

  @Test
  void publicMembers_thatTakeAndGiveValues_sayWhich() throws IOException {
    Path bare = temporary.resolve("Bare.java");
    Files.writeString(bare, "/** Says too little. */ public interface Bare { int length(); }");
    DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/correlator/api"));
        StandardJavaFileManager manager = compiler.getStandardFileManager(told, null, null)) {
      boolean done =
          compiler
              .getTask(
                  null,
                  manager,
                  told,
                  List.of(
                      "-Xdoclint:all/public",
                      "-Xmaxwarns",
                      "10000",
                      "-proc:none",
                      "-d",
                      temporary.toString(),
                      "-cp",
                      System.getProperty("java.class.path")
                          + System.getProperty("path.separator")
                          + System.getProperty("jdk.module.path", "")),
                  null,
                  manager.getJavaFileObjectsFromPaths(
                      Stream.concat(files.sorted(), Stream.of(bare)).toList()))
              .call();
      assertThat(done).as(told.getDiagnostics().toString()).isTrue();
    }
    List<String> lacking =
        told.getDiagnostics().stream()
            .filter(d -> d.getSource() != null)
            .map(d ->
                name(d.getSource()) + ":" + d.getLineNumber() + ": " + d.getMessage(Locale.ROOT))
            .toList();

    assertThat(lacking).anyMatch(line -> line.startsWith("Bare:1: ")); // doclint does look
    assertThat(lacking)
        .noneMatch(line -> WHOLE.contains(line.substring(0, Math.max(0, line.indexOf(':')))));
  }

  private static String name(JavaFileObject source) {
    String file = source.getName().replace('\\', '/');
    return file.substring(file.lastIndexOf('/') + 1).replace(".java", "");
  }
}
