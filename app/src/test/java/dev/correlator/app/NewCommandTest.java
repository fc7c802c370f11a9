package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.LogicModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which projects are made, and which are refused. What is made is built by {@code NewProjectIT}.
 */
class NewCommandTest {

  @TempDir private Path temporary;
  private Desk desk;
  private Path folder;

  @BeforeEach
  void sitDown() {
    desk = new Desk(temporary);
    desk.installDevelopmentKit();
    folder = temporary.resolve("desk");
  }

  private static List<String> files(Path project) throws IOException {
    try (Stream<Path> files = Files.walk(project)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> project.relativize(f).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void module_getsAllItsFiles() throws IOException {
    Desk.Answer answer = desk.type("new", "module", "night-backups");

    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(files(folder.resolve("night-backups")))
        .containsExactly(
            ".gitignore",
            ".mvn/maven.config",
            "README.md",
            "build",
            "pom.xml",
            "sample/night-backups.log",
            "src/main/java/org/example/nightbackups/NightBackupsModule.java",
            "src/main/resources/META-INF/services/dev.correlator.api.LogicModule",
            "src/test/java/org/example/nightbackups/NightBackupsModuleTest.java");
    assertThat(answer.out())
        .startsWith(
            "a logic module 'night-backups'; README.md tells more:\n  night-backups/README.md\n")
        .endsWith(
            """
            NEXT    cd night-backups && ./build install
                    %s/bin/correlator run night-backups sample/night-backups.log
            """
                .formatted(desk.home()));
    assertThat(folder.resolve("night-backups/build")).isExecutable();
  }

  @Test
  void module_sayingWhichRecordsItTakes_saysHowThoseWithoutAProgramAreTaken() throws IOException {
    desk.type("new", "module", "jobs");

    assertThat(
            Files.readAllLines(
                folder.resolve("jobs/src/main/java/org/example/jobs/JobsModule.java")))
        .anyMatch(line -> line.contains("name no program") && line.contains("Select.format("));
  }

  @Test
  void next_ofAHandler_showsWhatItWrote_andQuotesItsFolder() {
    assertThat(desk.type("new", "handler", "notes", "--directory", "my notes").out())
        .endsWith(
            """
            NEXT    cd 'my notes' && ./build install
                    %s/bin/correlator run sample --config sample/correlator.yaml sample/auth.log
                    cat notes.txt
            """
                .formatted(desk.home()));
  }

  @ParameterizedTest
  @EnumSource
  void project_ofEachKind_leavesNoTemplateOpen(PluginKind kind) throws IOException {
    desk.type("new", SettingType.word(kind), "jobs");

    for (String file : files(folder.resolve("jobs"))) {
      assertThat(Files.readString(folder.resolve("jobs").resolve(file)))
          .as(file)
          .isNotBlank()
          .doesNotContain("{{", "}}");
    }
    String provider =
        Files.readString(
            folder.resolve(
                "jobs/src/main/resources/META-INF/services/" + kind.service().getName()));
    assertThat(provider).isEqualTo("org.example.jobs.Jobs" + kind.suffix() + "\n");
  }

  @Test
  void packageAndFolder_areTakenAsNamed() throws IOException {
    desk.file("made/here/.keep", "");
    Files.delete(folder.resolve("made/here/.keep"));

    desk.type(
        "new", "handler", "desk-bell", "--package", "com.example.bell", "--directory", "made/here");

    assertThat(folder.resolve("made/here/src/main/java/com/example/bell/DeskBellHandler.java"))
        .content()
        .startsWith("package com.example.bell;")
        .contains("@Named(\"desk-bell\")");
  }

  @Test
  void name_thatIsAWordOfJava_getsAPackageAllTheSame() {
    assertThat(desk.type("new", "module", "import").code()).isZero();
    assertThat(folder.resolve("import/src/main/java/org/example/import_/ImportModule.java"))
        .content()
        .startsWith("package org.example.import_;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Backups", "2fa", "a_b", "../x", "", "a b", "-x", "bücher"})
  void name_thatIsNone_isRefused(String name) {
    Desk.Answer answer = desk.type("new", "module", "--", name);

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .contains(
            "NAME: CFG_BAD_NAME: '"
                + name
                + "' is no name for a project; take lower case letters, digits and '-', beginning"
                + " with a letter\n");
    assertThat(folder.toFile().list()).containsExactly("auth.log");
  }

  @ParameterizedTest
  @CsvSource({
    "module, system, a module",
    "module, inputs, a module",
    "module, modules, a module",
    "handler, handlers, a handler",
    "frontend, system, a format",
  })
  void name_thatMeansAPartOfTheConfiguration_isRefusedInTheWordsOfTheConfiguration(
      String kind, String name, String what) {
    Desk.Answer answer = desk.type("new", kind, name);

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .isEqualTo(
            "NAME: CFG_BAD_NAME: '%s' cannot be the name of %s; a name is %s, and none of handlers, inputs, modules, system\n"
                .formatted(name, what, Names.FORM_WORDS));
    assertThat(folder.resolve(name)).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "com..x, is no name of a Java package",
    "com.class, is no name of a Java package",
    "com/x, is no name of a Java package",
    "dev.correlator.api, belongs to the program or to Java",
    "dev.correlator, belongs to the program or to Java",
    "java.util, belongs to the program or to Java",
  })
  void package_thatIsNone_isRefused(String name, String why) {
    assertThat(desk.type("new", "module", "jobs", "--package", name).err())
        .startsWith("--package: CFG_BAD_NAME: '" + name + "' " + why);
    assertThat(folder.resolve("jobs")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "module, logic, LogicModule",
    "handler, event, EventHandler",
    "frontend, record, RecordFormat"
  })
  void name_thatMakesTheInterfaceOfIt_isRefused(String kind, String name, String interfaceName) {
    assertThat(desk.type("new", kind, name).err())
        .isEqualTo(
            "NAME: CFG_BAD_NAME: '%s' gives the class %s, as the interface is called; take another name\n"
                .formatted(name, interfaceName));
  }

  @Test
  void name_thatIsInstalled_isRefusedWithItsOrigin() throws IOException {
    assertThat(desk.type("new", "handler", "pager").err())
        .startsWith("NAME: PLG_TWO_OF_ONE_NAME: 'pager' is installed already: ")
        .endsWith("; take another name\n");
    assertThat(desk.type("new", "frontend", "pager").code()).isZero();
  }

  @Test
  void folder_thatHoldsSomething_isLeftAsItIs() throws IOException {
    desk.file("jobs/notes.txt", "mine");
    desk.file("file", "mine");

    assertThat(desk.type("new", "module", "jobs"))
        .isEqualTo(
            new Desk.Answer(
                2,
                "",
                "jobs: CLI_USAGE: the folder is not empty; name a new one with --directory\n"));
    assertThat(desk.type("new", "module", "jobs", "--directory", "file").err())
        .isEqualTo("file: CLI_USAGE: is no folder; name a new one with --directory\n");
    assertThat(files(folder.resolve("jobs"))).containsExactly("notes.txt");
  }

  @Test
  void kind_thatIsNone_isToldWithTheNearestOne() {
    assertThat(desk.type("new", "modul", "jobs"))
        .isEqualTo(
            new Desk.Answer(
                2,
                "",
                "KIND: CLI_USAGE: 'modul' is none of module, handler, frontend; did you mean"
                    + " 'module'?\n"));
  }

  @Test
  void word_thatIsMissing_isToldByItsName() {
    assertThat(desk.type("new", "module").err()).contains("NAME");
    assertThat(desk.type("new").err()).contains("module|handler|frontend");
  }

  @Test
  void installation_withoutDevelopmentKit_makesNone() {
    Desk bare = new Desk(temporary.resolve("bare"));

    assertThat(bare.type("new", "module", "jobs").err())
        .isEqualTo(
            "correlator new: CLI_USAGE: this installation has no folder 'sdk' to build against;"
                + " take a whole distribution\n");
  }

  @Test
  void completion_offersTheKinds() {
    assertThat(desk.type("completion").out()).contains("\"module\" \"handler\" \"frontend\"");
  }

  @Test
  void service_ofEachKind_isOneThatIsLookedFor() {
    assertThat(PluginKind.MODULE.service()).isEqualTo(LogicModule.class);
    assertThat(PluginKind.MODULE.of(desk.installation())).containsKeys("openssh", "orders");
    assertThat(PluginKind.HANDLER.of(desk.installation())).containsKeys("console", "pager");
    assertThat(PluginKind.FRONTEND.of(desk.installation())).containsKeys("rfc5424");
  }
}
