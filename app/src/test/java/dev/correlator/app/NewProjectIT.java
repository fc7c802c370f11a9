package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The projects that {@code correlator new} makes, as their author meets them: on a copy of the
 * packaged distribution, with a home folder that is empty, each is made, and the commands of its
 * README are typed.
 */
class NewProjectIT {

  private static final Path JDK = Path.of(System.getProperty("java.home"));
  private static final Pattern COMMANDS = Pattern.compile("(?ms)^```\n(.*?)^```$");
  private static final Pattern ADDRESS =
      Pattern.compile("<correlator.home>([^<]+)</correlator.home>");

  @TempDir private Path folder;
  private Path distribution = Path.of("");

  @BeforeEach
  void copyDistribution() throws IOException {
    distribution = folder.resolve("a distribution's folder");
    Path packaged = Path.of("target", "correlator").toAbsolutePath();
    Path cache = packaged.resolve("cache");
    try (Stream<Path> files = Files.walk(packaged)) {
      for (Path file : files.filter(f -> !f.startsWith(cache)).toList()) {
        Files.copy(file, distribution.resolve(packaged.relativize(file).toString()));
      }
    }
    Files.createDirectory(folder.resolve("home"));
  }

  /** Makes a project and does what its README says; what that prints. */
  private String madeAndTried(String kind, String name) throws IOException, InterruptedException {
    String made =
        type(folder, "\"%s/bin/correlator\" new %s %s".formatted(distribution, kind, name));
    assertThat(made).contains(name + "/build", "NEXT    cd " + name + " && ./build install");
    Path project = folder.resolve(name);
    Matcher commands = COMMANDS.matcher(Files.readString(project.resolve("README.md")));
    assertThat(commands.find()).isTrue();
    return type(project, commands.group(1));
  }

  private String type(Path where, String commands) throws IOException, InterruptedException {
    Path printed = folder.resolve("printed");
    ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-e", "-c", commands);
    shell.directory(where.toFile());
    shell.environment().keySet().removeAll(List.of("JAVA_HOME", "CORRELATOR_JAVA_OPTS"));
    shell.environment().put("CORRELATOR_JAVA_HOME", JDK.toString());
    shell.environment().put("HOME", folder.resolve("home").toString());
    shell.environment().put("PATH", "/usr/bin:/bin");
    shell.redirectErrorStream(true).redirectOutput(printed.toFile());
    int code = shell.start().waitFor();
    String text = Files.readString(printed, StandardCharsets.UTF_8);
    assertThat(code).as(text).isZero();
    return text;
  }

  @Test
  void module_isBuiltTestedAndRun() throws Exception {
    String printed = madeAndTried("module", "backups");

    assertThat(printed)
        .contains("5 tests successful", "0 tests failed")
        .doesNotContain("warning:")
        .containsPattern("completed +done +2")
        .containsPattern("failed +broken +3")
        .containsPattern("timed out +no end within 10m +1")
        .contains("MANY FAILURES: 1", "0 not parsed");
    assertThat(correlator("config backups --set backups.failure_limit=2"))
        .contains("patience: 10m", "failure_limit: 2", "failure_window: 1h");
    assertThat(correlator("check backups")).contains("backups: right", "event ManyFailures");
  }

  @Test
  void handler_isBuiltTestedAndRun() throws Exception {
    String printed = madeAndTried("handler", "night-watch");

    assertThat(printed)
        .contains("15 tests successful", "0 tests failed")
        .doesNotContain("warning:")
        .contains("ERROR 844cbf2f5fcb209b0208f8745659fda5 198.51.100.7: 5 failed log-ins");
    assertThat(Files.readAllLines(folder.resolve("night-watch/night-watch.txt"))).hasSize(7);
  }

  @Test
  void frontEnd_isBuiltTestedAndRun() throws Exception {
    String printed = madeAndTried("frontend", "bars");

    assertThat(printed)
        .contains("14 tests successful", "0 tests failed")
        .doesNotContain("warning:")
        .contains("sample/bars.log: bars format", "1 not parsed")
        .containsPattern("failed +wrong password +5")
        .contains("12 records, host web1, 2026-03-02 08:00:00 to 2026-03-02 08:10:00");
  }

  @Test
  void projectsOfOneName_inAPackageOfTheAuthor_areOnePluginEach() throws Exception {
    for (PluginKind kind : PluginKind.values()) {
      String word = SettingType.word(kind);
      type(
          folder,
          "\"%s/bin/correlator\" new %s jobs --package com.example.%s --directory made/%s"
              .formatted(distribution, word, word, word));
      type(folder.resolve("made").resolve(word), "./build");
      Files.copy(
          folder.resolve("made").resolve(word).resolve("target/jobs.jar"),
          distribution.resolve("plugins").resolve(word + ".jar"));
    }

    assertThat(correlator("apps").replaceAll(" +", " "))
        .contains(
            "jobs (plugin " + distribution + "/plugins/module.jar)",
            " module jobs " + distribution + "/plugins/module.jar",
            " handler jobs " + distribution + "/plugins/handler.jar",
            " format jobs " + distribution + "/plugins/frontend.jar");
  }

  private String correlator(String words) throws IOException, InterruptedException {
    return type(folder, "\"%s/bin/correlator\" %s".formatted(distribution, words));
  }

  @Test
  void projectForMaven_namesARepository_thatHasWhatItNeeds() throws Exception {
    correlator("new module backups");
    String pom = Files.readString(folder.resolve("backups/pom.xml"));
    Matcher address = ADDRESS.matcher(pom);
    assertThat(address.find()).isTrue();

    Path sdk = Path.of(URI.create(address.group(1))).resolve("sdk/repository/dev/correlator");

    assertThat(files(sdk.resolve("correlator-api")))
        .containsExactly("-javadoc.jar", "-sources.jar", ".jar", ".pom");
    assertThat(files(sdk.resolve("correlator-testkit")))
        .containsExactly("-javadoc.jar", "-sources.jar", ".jar", ".pom");
    for (String needed : List.of("core", "intake", "delivery")) {
      assertThat(files(sdk.resolve("correlator-" + needed))).containsExactly(".jar", ".pom");
    }
    assertThat(files(sdk.resolve("correlator-parent"))).containsExactly(".pom");
  }

  /** The files of an artifact, by the ends of their names, behind artifact and version. */
  private static List<String> files(Path artifact) throws IOException {
    try (Stream<Path> files = Files.walk(artifact)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> f.getFileName().toString())
          .map(n -> n.substring((artifact.getFileName() + "-").length()))
          .map(n -> n.replaceFirst("^\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?", ""))
          .sorted()
          .toList();
    }
  }

  @Test
  void build_withoutADistribution_saysWhatIsMissing() throws Exception {
    correlator("new module backups");

    String told =
        type(folder.resolve("backups"), "CORRELATOR_HOME=/nowhere ./build || echo code $?");

    assertThat(told)
        .isEqualTo(
            "build: /nowhere is no distribution of Correlator; set CORRELATOR_HOME\ncode 2\n");
  }

  @Test
  void build_ofCodeThatFails_letsItsVariablesBeNamed() throws Exception {
    correlator("new module backups");
    Path project = folder.resolve("backups");
    Path module = project.resolve("src/main/java/org/example/backups/BackupsModule.java");
    String begin = "public void define(Flow flow, Config c) {\n";
    String failing = "    String missing = System.getProperty(\"none\");\n    missing.strip();\n";
    Files.writeString(module, Files.readString(module).replace(begin, begin + failing));
    Files.delete(project.resolve("src/test/java/org/example/backups/BackupsModuleTest.java"));

    type(project, "./build install");
    String told = correlator("check backups || echo refused");

    assertThat(told).contains("because \"missing\" is null", "refused");
  }

  @Test
  void build_whoseTestsFail_makesNoJar() throws Exception {
    correlator("new module backups");
    Path project = folder.resolve("backups");
    Path module = project.resolve("src/main/java/org/example/backups/BackupsModule.java");
    Files.writeString(module, Files.readString(module).replace("\"done\"", "\"well\""));
    Files.writeString(module, Files.readString(module).replace("{job:key} done", "{job:key} well"));

    String told = type(project, "./build install || echo code $?");

    assertThat(told).contains("job_thatIsDone_isCompleted", "1 tests failed").contains("code 1");
    assertThat(project.resolve("target/backups.jar")).doesNotExist();
    assertThat(distribution.resolve("plugins/backups.jar")).doesNotExist();
  }
}
