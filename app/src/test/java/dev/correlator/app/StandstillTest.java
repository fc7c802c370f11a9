package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.LogicModule;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether the code is named for which a run stands still. */
class StandstillTest {

  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final String GO_ON = "parcels.go.on";

  @TempDir private Path temporary;
  private final CountDownLatch told = new CountDownLatch(1);
  private final StringWriter said =
      new StringWriter() {
        @Override
        public void flush() {
          told.countDown();
        }
      };

  @AfterEach
  void goOn() {
    System.clearProperty(GO_ON);
  }

  @Test
  @Timeout(60)
  void module_thatDoesNotReturn_isNamedWithPluginClassAndLine() throws Exception {
    Desk desk = new Desk(temporary).whichRuns();
    new PluginJar()
        .source(
            "post.Parcels",
            """
            package post;
            import dev.correlator.api.*;
            @Named("parcels")
            public final class Parcels implements LogicModule<Parcels.Config> {
              public record Config() {}
              public void define(Flow flow, Config c) {
                flow.each("parcel", Select.all()).on((record, context) -> {
                  while (System.getProperty("parcels.go.on") == null) {
                    Thread.onSpinWait();
                  }
                });
              }
            }
            """)
        .provides(LogicModule.class, "post.Parcels")
        .write(desk.home().resolve("plugins/post.jar"));
    String log = desk.file("post.log", "2026-03-02T08:00:00Z post1 post[1]: a parcel\n").toString();
    Thread run = Thread.ofPlatform().start(() -> desk.type("run", "parcels", log));

    try (Standstill watch = new Standstill(OFTEN, new PrintWriter(said))) {
      watch.moved();
      told.await();
      assertThat(said.toString())
          .startsWith(
              "WARN    the run stands still, for more than 20ms, at post.jar//post.Parcels.")
          .containsPattern("\\(Parcels.java:[89]\\)\n")
          .hasLineCount(1);
      System.setProperty(GO_ON, "");
      run.join();
    }
  }
}
