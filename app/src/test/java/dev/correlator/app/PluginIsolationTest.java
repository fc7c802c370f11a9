package dev.correlator.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correlator.api.EventHandler;
import dev.correlator.api.LogicModule;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plugin sees: the JDK, the interface, and what it brings along. */
class PluginIsolationTest {

  @TempDir private Path temporary;

  /** A handler that is named as the text that its class finds. */
  private static PluginJar telling(String name, String expression) {
    return new PluginJar()
        .source(
            "teller.Teller",
            """
            package teller;

            import dev.correlator.api.*;
            import java.util.List;

            @Named("%s")
            public final class Teller implements EventHandler<Teller.Config> {
              public record Config() {}

              public void open(Config config, HandlerContext context) {}

              public List<DeliveryResult> handle(List<EventEnvelope<?>> batch) {
                return List.of();
              }

              public void close() {}

              @Override
              public String toString() {
                return %s;
              }
            }
            """
                .formatted(name, expression))
        .provides(EventHandler.class, "teller.Teller");
  }

  private EventHandler<?> handler(String name) {
    Installation found =
        Installation.find(Desk.class.getClassLoader(), temporary.resolve("plugins"));
    return requireNonNull(found.handlers().get(name), name).create();
  }

  private Path jar(String name) {
    return temporary.resolve("plugins").resolve(name);
  }

  @Test
  void library_thatTheProgramHasToo_isThePluginsOwn() throws IOException {
    telling("teller", "picocli.CommandLine.VERSION")
        .source(
            "picocli.CommandLine",
            "package picocli; public class CommandLine { public static final String VERSION ="
                + " new String(\"0.0 of the plugin\"); }")
        .write(jar("teller.jar"));

    assertThat(handler("teller")).hasToString("0.0 of the plugin");
  }

  @Test
  void libraryOfOneVersion_inEachOfTwoPlugins_isTwoLibraries() throws IOException {
    String library =
        "package lib; public class Lib { public static String version() { return %s; } }";
    telling("one", "lib.Lib.version()")
        .source("lib.Lib", library.formatted("\"1\""))
        .write(jar("one.jar"));
    telling("two", "lib.Lib.version()")
        .source("lib.Lib", library.formatted("\"2\""))
        .write(jar("two.jar"));

    assertThat(handler("one")).hasToString("1");
    assertThat(handler("two")).hasToString("2");
  }

  @Test
  void plugin_doesNotSeeClassesOfAnother() throws IOException {
    telling("one", "\"1\"")
        .source("only.InOne", "package only; public class InOne {}")
        .write(jar("one.jar"));
    telling("two", "\"2\"").write(jar("two.jar"));
    ClassLoader one = handler("one").getClass().getClassLoader();
    ClassLoader two = handler("two").getClass().getClassLoader();

    assertThat(one.getName()).isEqualTo("one.jar");
    assertThatThrownBy(() -> Class.forName("only.InOne", false, two))
        .isInstanceOf(ClassNotFoundException.class);
    assertThat(two.getResource("only/InOne.class")).isNull();
    assertThat(one.getResource("only/InOne.class")).isNotNull();
  }

  @Test
  void classes_namedAsThoseOfTheProgram_areThePluginsOwn() throws IOException {
    telling("teller", "dev.correlator.core.Program.who() + dev.correlator.app.Main.who()")
        .source(
            "dev.correlator.core.Program",
            "package dev.correlator.core; public class Program { public static String who() {"
                + " return \"my core, \"; } }")
        .source(
            "dev.correlator.app.Main",
            "package dev.correlator.app; public class Main { public static String who() {"
                + " return \"my app\"; } }")
        .write(jar("teller.jar"));

    assertThat(handler("teller")).hasToString("my core, my app");
  }

  @Test
  void copyOfTheInterface_inAPlugin_isPassedOver() throws Exception {
    telling("teller", "\"it\"")
        .source(
            "dev.correlator.api.Named",
            """
            package dev.correlator.api;

            import java.lang.annotation.*;

            @Retention(RetentionPolicy.RUNTIME)
            public @interface Named {
              String value();
            }
            """)
        .write(jar("teller.jar"));

    ClassLoader loader = handler("teller").getClass().getClassLoader();

    assertThat(loader.getResource("dev/correlator/api/Named.class")).asString().contains("teller");
    assertThat(Class.forName(LogicModule.class.getName(), false, loader))
        .isSameAs(LogicModule.class);
    assertThat(Class.forName("dev.correlator.api.Named", false, loader))
        .isSameAs(dev.correlator.api.Named.class);
  }
}
