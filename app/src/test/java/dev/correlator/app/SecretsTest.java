package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials are referred to, never written out, and never shown. */
class SecretsTest {

  private static final String PASSWORD = "correct horse";

  @TempDir private Path temporary;
  private Desk desk;

  @BeforeEach
  void sitDown() {
    desk = new Desk(temporary);
  }

  private void writeFile(String password) {
    desk.file(
        "correlator.yaml",
        """
        applications:
          shop:
            modules: {orders: {use: orders}}
            handlers:
              pager: {use: pager, config: {number: 112, password: "%s"}}
        """
            .formatted(password));
  }

  private String password() {
    Pager.Config config =
        (Pager.Config)
            desk.run().configuration().applications().get(0).handlers().get(0).settings().record();
    return config.password();
  }

  @Test
  void reference_toAVariable_isFollowed() {
    writeFile("env:PAGER_PASSWORD");
    desk.variable("PAGER_PASSWORD", PASSWORD);

    desk.type("run", "shop", "auth.log");

    assertThat(password()).isEqualTo(PASSWORD);
  }

  @Test
  void reference_toAFileOfTheOwner_isFollowed() throws IOException {
    writeFile("file:secret/pager");
    Path file = desk.file("secret/pager", PASSWORD + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    desk.type("run", "shop", "auth.log");

    assertThat(password()).isEqualTo(PASSWORD);
  }

  @Test
  void file_thatOthersCanRead_isRefused() throws IOException {
    writeFile("file:secret/pager");
    Path file = desk.file("secret/pager", PASSWORD);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThat(desk.type("run", "shop", "auth.log").err())
        .isEqualTo(
            "correlator.yaml:5:59: CFG_SECRET: 'password' of handler 'pager' names a file that"
                + " others than its owner can use; chmod 600 it\n");
  }

  @Test
  void references_thatLeadNowhere_areAllNamed() {
    desk.file(
        "correlator.yaml",
        """
        applications:
          shop:
            modules: {orders: {use: orders}}
            handlers:
              a: {use: pager, config: {number: 112, password: "env:ABSENT"}}
              b: {use: pager, config: {number: 112, password: "file:absent"}}
              c: {use: pager, config: {number: 112, password: "file:\\0"}}
        """);

    assertThat(desk.type("check", "shop").err())
        .isEqualTo(
            """
            correlator.yaml:5:55: CFG_SECRET: 'password' of handler 'a' names an environment variable that is not set
            correlator.yaml:6:55: CFG_SECRET: 'password' of handler 'b' names a file that cannot be read
            correlator.yaml:7:55: CFG_SECRET: 'password' of handler 'c' names a file that cannot be read
            3 mistakes; nothing was started
            """);
  }

  @Test
  void credential_writtenOut_isRefusedAndNotRepeated() {
    writeFile(PASSWORD);

    Desk.Answer inFile = desk.type("run", "shop", "auth.log");
    Desk.Answer inOption =
        desk.type("run", "shop", "auth.log", "--set", "handlers.pager.password=" + PASSWORD);

    assertThat(inFile.err())
        .isEqualTo(
            "correlator.yaml:5:59: CFG_SECRET: 'password' of handler 'pager' is a credential; do"
                + " not write it here, but where it is: env:VARIABLE or file:PATH\n");
    assertThat(inOption.err()).contains("--set handlers.pager.password: CFG_SECRET");
    assertThat(inFile.err() + inOption.err()).doesNotContain(PASSWORD);
  }

  @Test
  void credential_inTheEffectiveConfiguration_isMasked() {
    writeFile("env:PAGER_PASSWORD");
    desk.variable("PAGER_PASSWORD", PASSWORD);

    Desk.Answer shown = desk.type("config", "shop");
    desk.type("run", "shop", "auth.log");

    assertThat(shown.out())
        .containsPattern("password: \"\\*{3}\" +# correlator.yaml:5:59\n")
        .doesNotContain(PASSWORD, "PAGER_PASSWORD");
    assertThat(desk.run().configuration().applications().get(0).handlers().get(0).settings())
        .asString()
        .doesNotContain(PASSWORD);
  }
}
