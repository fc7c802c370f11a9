package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, on a copy of the packaged distribution. */
class LauncherIT {

  private static final Path JDK = Path.of(System.getProperty("java.home"));

  private static final String C1_ALONE = "-XX:TieredStopAtLevel=1\n";

  @TempDir private Path folder;
  private Path distribution = Path.of("");

  @BeforeEach
  void copyDistribution() throws IOException {
    distribution = folder.resolve("a folder with spaces");
    Path packaged = Path.of("target", "correlator").toAbsolutePath();
    Path cache = packaged.resolve("cache");
    try (Stream<Path> files = Files.walk(packaged)) {
      for (Path file : files.filter(file -> !file.startsWith(cache)).toList()) {
        Files.copy(file, distribution.resolve(packaged.relativize(file)));
      }
    }
  }

  @Test
  void launcher_calledThroughALinkInAnotherFolder_runsTheProgram() throws Exception {
    Path links = Files.createDirectory(folder.resolve("links"));
    Files.createSymbolicLink(links.resolve("first"), launcher());
    Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("links", "first"));

    Run run = run(second, Map.of("CORRELATOR_JAVA_HOME", JDK.toString()), "--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).startsWith("correlator ").hasLineCount(1);
  }

  @Test
  void launcher_offersCommands_asItWasCalled() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("correlator"), launcher());
    String path = folder + ":" + System.getenv("PATH");
    var environment = Map.of("CORRELATOR_JAVA_HOME", JDK.toString(), "PATH", path);

    assertThat(run(link, environment, "--help").output()).contains("  correlator run --help\n");
    assertThat(run(launcher(), environment, "--help").output())
        .contains("  '" + launcher() + "' run --help\n");
    assertThat(run(Path.of("sh"), environment, "correlator", "--help").output())
        .contains("  ./correlator run --help\n");
  }

  @Test
  void launcher_whenTheJdkNamedIsTooOld_saysSoInOneLine() throws Exception {
    Path old = jdkOfVersion("17.0.15");

    Run run = run(launcher(), Map.of("CORRELATOR_JAVA_HOME", old.toString()), "--version");

    assertThat(run.exitCode()).isEqualTo(78);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).hasLineCount(1).contains(old.toString(), "21 or newer");
  }

  @Test
  void launcher_whenTheEnvironmentHasAnOldJdk_looksForANewerOne() throws Exception {
    Path old = jdkOfVersion("17.0.15");
    String path = JDK.resolve("bin") + ":" + System.getenv("PATH");

    Run run = run(launcher(), Map.of("JAVA_HOME", old.toString(), "PATH", path), "--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).startsWith("correlator ");
  }

  @Test
  void launcher_askedForItsJdk_printsOneWithACompiler() throws Exception {
    Path withoutCompiler = jdkOfVersion("99.0.1");
    String path = JDK.resolve("bin") + ":" + System.getenv("PATH");

    Run run =
        run(
            launcher(),
            Map.of("JAVA_HOME", withoutCompiler.toString(), "PATH", path),
            "--java-home");

    assertThat(run.exitCode()).isZero();
    assertThat(Path.of(run.output().strip(), "bin", "javac")).isExecutable();
    assertThat(run.errors()).isEmpty();
  }

  @Test
  void quickStart_onceMade_isUsedSilently() throws Exception {
    var environment = Map.of("CORRELATOR_JAVA_HOME", JDK.toString());
    run(launcher(), environment, "--version");

    Run second = run(launcher(), environment, "--version");

    assertThat(second.exitCode()).isZero();
    assertThat(second.errors()).isEmpty();
    assertThat(archives()).hasSize(1);
  }

  @Test
  void quickStart_ofARun_takesAllClassesFromTheArchive() throws Exception {
    assertThat(classesOf(List.of("run", "openssh"), "auth.log"))
        .anyMatch(line -> line.contains("picocli.CommandLine source: shared objects file"))
        .satisfies(LauncherIT::areAllFromTheArchive);
  }

  @Test
  void quickStart_ofARunWithConfigurationAndHandler_takesThemFromThereToo() throws Exception {
    Path configuration = folder.resolve("rows.yaml");
    Files.writeString(
        configuration,
        """
        applications:
          rows:
            modules:
              openssh: {use: openssh}
              postfix: {use: postfix}
              report: {use: report}
              sudo: {use: sudo}
              systemd: {use: systemd}
            handlers:
              csv: {use: csv, on: [Connection], config: {directory: %s}}
        """
            .formatted(folder.resolve("csv")));

    List<String> run = List.of("run", "--config", configuration.toString(), "rows");

    assertThat(classesOf(run, "auth.log", "mail.log", "sudo.log", "units.log"))
        .satisfies(LauncherIT::areAllFromTheArchive);
    assertThat(folder.resolve("csv")).isNotEmptyDirectory();
  }

  /** What the JVM loads and initialises in the second of two runs on logs of the training. */
  private List<String> classesOf(List<String> arguments, String... logs) throws Exception {
    Path classes = folder.resolve("classes");
    var environment =
        Map.of(
            "CORRELATOR_JAVA_HOME",
            JDK.toString(),
            "CORRELATOR_JAVA_OPTS",
            "-Xlog:class+load,class+init:file=" + classes);
    List<String> words = new ArrayList<>(arguments);
    for (String log : logs) {
      words.add(distribution.resolve("share/training").resolve(log).toString());
    }
    run(launcher(), environment, words.toArray(new String[0]));

    Run run = run(launcher(), environment, words.toArray(new String[0]));

    assertThat(run.exitCode()).isZero();
    return Files.readAllLines(classes);
  }

  private static boolean isFromTheArchive(String loaded) {
    String source = loaded.substring(loaded.indexOf(" source: ") + " source: ".length());
    return source.startsWith("shared objects file")
        || source.equals("__dynamic_proxy__")
        || source.equals("jrt:/java.base");
  }

  private static void areAllFromTheArchive(List<? extends String> classes) {
    assertThat(classes)
        .filteredOn(line -> line.contains(" source: "))
        .isNotEmpty()
        // Neither read from jars, nor made anew, but for annotations and what the JDK keeps out.
        .allMatch(LauncherIT::isFromTheArchive);
    assertThat(classes)
        // What record classes need to be equal, and BigDecimal: 18 ms of the 150 of such a run.
        .noneMatch(line -> line.contains("Initializing 'java/lang/runtime/ObjectMethods'"))
        .noneMatch(line -> line.contains("Initializing 'java/math/BigDecimal'"));
  }

  @Test
  void quickStart_onJdk21_isAnArchiveThatTheJvmKeeps() throws Exception {
    var environment = Map.of("CORRELATOR_JAVA_HOME", jdkOfVersion("21.0.1").toString());

    Run run = run(launcher(), environment, "--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).startsWith("correlator ").hasLineCount(1);
    assertThat(run.errors()).isEmpty();
    assertThat(archives()).containsExactly(cache().resolve("jdk-21.0.1.jsa"));
  }

  @Test
  void quickStart_whenItsArchiveIsTorn_isDoneWithout() throws Exception {
    var environment = Map.of("CORRELATOR_JAVA_HOME", JDK.toString());
    run(launcher(), environment, "--version");
    Path archive = archives().getFirst();
    Files.write(archive, new byte[1000]);

    Run run = run(launcher(), environment, "--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).startsWith("correlator ").hasLineCount(1);
    assertThat(run.errors()).isEmpty();
  }

  @Test
  void quickStart_whenTheProgramIsNewer_isMadeAgain() throws Exception {
    var environment = Map.of("CORRELATOR_JAVA_HOME", jdkOfVersion("25.0.3").toString());
    run(launcher(), environment, "--version");
    Files.setLastModifiedTime(
        distribution.resolve("lib/correlator.jar"), FileTime.from(Instant.now().plusSeconds(5)));

    Run run = run(launcher(), environment, "--version");

    assertThat(run.errors()).contains("preparing a quick start");
  }

  @Test
  void compilers_whereLittleIsToBeRead_areC1Alone() throws Exception {
    Path echo = jdkOfVersion("21.0.2");
    Files.writeString(echo.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    var environment = Map.of("CORRELATOR_JAVA_HOME", echo.toString());
    ofSize("little.log", 1_000);
    ofSize("a little more.log", 200_000_000);
    ofSize("much.log", 300_000_000);
    ofSize("much.log.gz", 30_000_000);
    ofSize("correlator.yaml", 100);

    assertThat(run(launcher(), environment, "run", "little.log").output()).contains(C1_ALONE);
    assertThat(run(launcher(), environment, "run", "little.log", "a little more.log").output())
        .contains(C1_ALONE);
    for (List<String> inputs :
        List.of(
            List.of("much.log"),
            List.of("a little more.log", "a little more.log"),
            List.of("much.log.gz"),
            List.of("little.log", "mu*.log"),
            List.of("little.log", "-"),
            List.of("--config", "correlator.yaml"),
            List.of("gone.log"))) {
      String[] arguments = Stream.concat(Stream.of("run"), inputs.stream()).toArray(String[]::new);
      assertThat(run(launcher(), environment, arguments).output())
          .as(inputs.toString())
          .contains(inputs.getLast())
          .doesNotContain(C1_ALONE);
    }
  }

  /** A file in the folder that takes no room. */
  private void ofSize(String name, long bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      file.setLength(bytes);
    }
  }

  @Test
  void firstBuild_inACheckout_tellsWhatGoesOn_andOnlyThen() throws Exception {
    Path checkout = checkoutWhoseMavenSays("cp -R \"$PACKAGED/.\" app/target/correlator\n");
    var environment = environmentOf(checkout);

    Run first = run(checkout.resolve("correlator"), environment, "--version");
    Run second = run(checkout.resolve("correlator"), environment, "--version");

    assertThat(first.exitCode()).as(first.errors()).isZero();
    assertThat(first.output()).startsWith("correlator ").hasLineCount(1);
    assertThat(first.errors())
        .contains("first use, building")
        .contains(
            """
            correlator: building Correlator [1/3]
            correlator: 25 files fetched
            correlator: building api [2/3]
            correlator: building core [3/3]
            """);
    assertThat(checkout.resolve("app/target/first-build.log")).content().contains("Downloaded");
    assertThat(second.output()).startsWith("correlator ");
    assertThat(second.errors()).doesNotContain("building", "fetched");
  }

  @Test
  void firstBuild_thatFails_tellsWhyAndIsTriedAgain() throws Exception {
    Path checkout = checkoutWhoseMavenSays("echo '[ERROR] no such library'; exit 1\n");
    var environment = environmentOf(checkout);

    for (int attempt = 0; attempt < 2; attempt++) {
      Run run = run(checkout.resolve("correlator"), environment, "--version");

      assertThat(run.exitCode()).isEqualTo(70);
      assertThat(run.errors())
          .contains("correlator: building core [3/3]\n[ERROR] no such library\n")
          .contains("the build failed; the whole of its output is in ");
    }
  }

  /**
   * A checkout that is still to be built, and beside it a Maven that pretends to, and then does
   * this.
   */
  private Path checkoutWhoseMavenSays(String end) throws IOException {
    Path checkout = Files.createDirectory(folder.resolve("a checkout"));
    Files.copy(launcher(), checkout.resolve("correlator"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(checkout.resolve("pom.xml"), "");
    Path maven = Files.createDirectory(folder.resolve("maven")).resolve("mvn");
    Files.writeString(
        maven,
        """
        #!/bin/sh
        cd "$(dirname "$3")" || exit 1
        echo '[INFO] Building Correlator 0.1.0-SNAPSHOT                                [1/3]'
        i=0
        while [ $i -lt 30 ]; do
          echo "[INFO] Downloaded from central: https://localhost/$i.jar (1 kB at 1 kB/s)"
          i=$((i + 1))
        done
        echo '[INFO] Building Correlator api 0.1.0-SNAPSHOT                            [2/3]'
        echo '[INFO] Building Correlator core 0.1.0-SNAPSHOT                           [3/3]'
        echo '[INFO] Building jar: /somewhere/core.jar'
        """
            + end);
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    return checkout;
  }

  private Map<String, String> environmentOf(Path checkout) {
    return Map.of(
        "CORRELATOR_JAVA_HOME",
        JDK.toString(),
        "PACKAGED",
        distribution.toString(),
        "PATH",
        checkout.resolveSibling("maven") + ":" + System.getenv("PATH"));
  }

  private Path launcher() {
    return distribution.resolve("bin/correlator");
  }

  private Path cache() {
    return distribution.resolve("cache");
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(cache())) {
      return files.toList();
    }
  }

  /** A folder that looks like a JDK of this version; its java is the one that runs the test. */
  private Path jdkOfVersion(String version) throws IOException {
    Path jdk = Files.createDirectory(folder.resolve("jdk " + version));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Path java = Files.createDirectory(jdk.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nexec '" + JDK.resolve("bin/java") + "' \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return jdk;
  }

  private Run run(Path program, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    ProcessBuilder process = new ProcessBuilder(program.toString());
    process.command().addAll(List.of(arguments));
    process.directory(folder.toFile());
    process.environment().keySet().removeAll(List.of("JAVA_HOME", "CORRELATOR_JAVA_OPTS"));
    process.environment().putAll(environment);
    process.redirectOutput(output.toFile()).redirectError(errors.toFile());
    int exitCode = process.start().waitFor();
    return new Run(
        exitCode,
        Files.readString(output, StandardCharsets.UTF_8),
        Files.readString(errors, StandardCharsets.UTF_8));
  }

  private record Run(int exitCode, String output, String errors) {}
}
