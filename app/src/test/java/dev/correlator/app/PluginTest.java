package dev.correlator.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correlator.api.EventHandler;
import dev.correlator.api.LogicModule;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.TrailerFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules and handlers that come in jars. */
class PluginTest {

  @TempDir private Path temporary;
  private Desk desk;
  private Path plugins;

  @BeforeEach
  void sitDown() {
    desk = new Desk(temporary);
    plugins = desk.home().resolve("plugins");
  }

  /** A module with one setting, in a package of its own. */
  private static PluginJar parcels(String packageName, String name) {
    return new PluginJar()
        .source(
            packageName + ".Parcels",
            """
            package %s;

            import dev.correlator.api.*;

            @Named("%s")
            public final class Parcels implements LogicModule<Parcels.Config> {
              record Config(@Setting(doc = "Heaviest parcel", def = "30", min = 1) int kilograms) {}

              public record Parcel(String id) implements TransactionEvent {}

              public void define(Flow flow, Config c) {
                flow.transaction("parcel", Select.app("post"), Parcel.class)
                    .key(KeyPart.of("id"))
                    .open(Pattern.of("parcel {id} taken"))
                    .total(java.time.Duration.ofDays(1));
              }
            }
            """
                .formatted(packageName, name))
        .provides(LogicModule.class, packageName + ".Parcels");
  }

  @Test
  void moduleInAJar_isFoundAndRunsAsAnApplication() throws IOException {
    parcels("post", "parcels").write(plugins.resolve("post.jar"));

    Desk.Answer answer = desk.type("run", "parcels", "auth.log", "--set", "parcels.kilograms=20");

    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(
            desk.run().configuration().applications().get(0).modules().get(0).settings().values())
        .hasToString("[kilograms: 20 (--set parcels.kilograms)]");
    assertThat(desk.type("check", "parcels").out())
        .startsWith("parcels: right\n")
        .contains("event Parcel");
  }

  @Test
  void finderOfTrailers_asTheGuideWritesIt_namesTheTrailerOfAFile() throws IOException {
    String guide = Files.readString(Path.of("../docs/guides/write-a-front-end.md"));
    String from = "```java\npackage acme;";
    int start = guide.indexOf(from) + "```java\n".length();
    new PluginJar()
        .source("acme.AcmeTrailers", guide.substring(start, guide.indexOf("```", start)))
        .provides(TrailerFinder.class, "acme.AcmeTrailers")
        .write(plugins.resolve("acme.jar"));
    String record = "<86>1 2026-03-02T08:15:0%dZ web1 orders 7 m [x@1 end=\"\\x7c\"] a\nb|";
    Path log = desk.file("a.log", record.formatted(1) + record.formatted(2));
    String application =
        """
        applications:
          known:
            inputs: {files: {trailer_finder: %s}}
            modules: {orders: {use: orders}}
        """;
    desk.file("right.yaml", application.formatted("acme"));
    desk.file("wrong.yaml", application.formatted("acmee"));

    Desk.Answer known =
        desk.whichRuns().type("run", "known", log.toString(), "-q", "--config", "right.yaml");
    Desk.Answer unknown = desk.type("run", "known", log.toString(), "-q", "--config", "wrong.yaml");

    assertThat(known.out())
        .contains("records end with |")
        .contains("2 records")
        .doesNotContain("cut");
    assertThat(known.code()).as(known.err()).isZero();
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("'acmee' is no installed finder of trailers; did you mean 'acme'?");
    assertThat(desk.type("apps").out()).containsPattern("trailer +acme +.*acme.jar");
  }

  @Test
  void formatWithADate_asTheGuideWritesIt_readsTimes() throws IOException {
    String guide = Files.readString(Path.of("../docs/guides/write-a-front-end.md"));
    int start = guide.indexOf("```java\npackage days;") + "```java\n".length();
    new PluginJar()
        .source("days.DaysFormat", guide.substring(start, guide.indexOf("```", start)))
        .provides(RecordFormat.class, "days.DaysFormat")
        .write(plugins.resolve("days.jar"));
    Path log =
        desk.file(
            "a.log",
            """
            1970-01-01 00:00:00.000 first
            2000-02-29 23:59:59.999 leap day
            2023-02-29 08:15:00.250 no such day
            2024-03-01 00:00:00.250 in summer time's winter
            2026-07-02 08:15:00.250 last
            """);

    desk.whichRuns();
    String[] words = {"capture", "ls", "--input-format", "days", "--format", "json"};
    String utc = desk.type(plus(words, log.toString())).out();
    String berlin = desk.type(plus(words, "--zone", "Europe/Berlin", log.toString())).out();

    assertThat(utc)
        .contains(
            "1970-01-01T00:00:00Z",
            "2000-02-29T23:59:59.999Z",
            "2024-03-01T00:00:00.250Z",
            "2026-07-02T08:15:00.250Z")
        .doesNotContain("2023-02-29T", "2023-03-01T");
    assertThat(berlin).contains("2024-02-29T23:00:00.250Z", "2026-07-02T06:15:00.250Z");
  }

  @Test
  void formatWithColumns_asTheGuideWritesIt_namesTheirValues() throws IOException {
    String guide = Files.readString(Path.of("../docs/guides/write-a-front-end.md"));
    int start = guide.indexOf("```java\npackage columns;") + "```java\n".length();
    new PluginJar()
        .source("columns.ColumnsFormat", guide.substring(start, guide.indexOf("```", start)))
        .provides(RecordFormat.class, "columns.ColumnsFormat")
        .write(plugins.resolve("columns.jar"));
    Path log = desk.file("a.log", "o-17|till 3|Order shipped\no-18||Order | packed\nnone|such\n");

    desk.whichRuns();
    String[] words = {"capture", "ls", "--input-format", "columns", "--format", "json"};

    Desk.Answer answer = desk.type(plus(words, log.toString()));

    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(answer.out().lines().skip(1).limit(3))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .endsWith(
                        "\"fields\":{\"order\":\"o-17\",\"place\":\"till 3\"},"
                            + "\"text\":\"Order shipped\"}"),
            second ->
                assertThat(second)
                    .endsWith(
                        "\"fields\":{\"order\":\"o-18\",\"place\":\"\"},\"text\":\"Order |"
                            + " packed\"}"),
            third -> assertThat(third).contains("\"not_parsed\"").doesNotContain("fields"));
  }

  private static String[] plus(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void foldersWithJars_areOnePluginEach() throws IOException {
    PluginJar library =
        new PluginJar()
            .source("lib.Scale", "package lib; public class Scale { public static int max = 7; }");
    library.write(plugins.resolve("post/scale.jar"));
    new PluginJar()
        .source("lib.Scale", "package lib; public class Scale { public static int max = 7; }")
        .source(
            "post.Weigher",
            """
            package post;

            import dev.correlator.api.*;
            import java.util.List;

            @Named("weigher")
            public final class Weigher implements EventHandler<Weigher.Config> {
              public record Config(@Setting(doc = "Heaviest", def = "7") int heaviest) {}

              private final int max = lib.Scale.max;

              public void open(Config config, HandlerContext context) {}

              public List<DeliveryResult> handle(List<EventEnvelope<?>> batch) {
                return List.of();
              }

              public void close() {}
            }
            """)
        .provides(EventHandler.class, "post.Weigher")
        .write(plugins.resolve("post/weigher.jar"));

    EventHandler<?> weigher =
        requireNonNull(
                Installation.find(Desk.class.getClassLoader(), plugins).handlers().get("weigher"))
            .create();

    assertThat(weigher.getClass().getClassLoader().getName()).isEqualTo("post");
  }

  @Test
  void pluginClass_seesTheApi_andNothingElseOfTheProgram() throws Exception {
    parcels("post", "parcels").write(plugins.resolve("post.jar"));
    ClassLoader loader = module("parcels").type().getClassLoader();

    assertThat(load(loader, LogicModule.class.getName())).isSameAs(LogicModule.class);
    assertThatThrownBy(() -> load(loader, "picocli.CommandLine"))
        .isInstanceOf(ClassNotFoundException.class);
    assertThatThrownBy(() -> load(loader, "dev.correlator.core.Program"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  private Plugin<LogicModule<?>> module(String name) {
    Installation found = Installation.find(Desk.class.getClassLoader(), plugins);
    return requireNonNull(found.modules().get(name), name);
  }

  private static Class<?> load(ClassLoader loader, String name) throws ClassNotFoundException {
    return Class.forName(name, false, loader);
  }

  @Test
  void twoPlugins_withTheSameClassNames_doNotMeet() throws IOException {
    parcels("post", "letters").write(plugins.resolve("a.jar"));
    parcels("post", "parcels").write(plugins.resolve("b.jar"));

    Class<?> letters = module("letters").type();
    Class<?> parcels = module("parcels").type();

    assertThat(letters.getName()).isEqualTo(parcels.getName());
    assertThat(letters).isNotEqualTo(parcels);
  }

  @Test
  void twoPlugins_ofOneName_areRefusedWithBothOrigins() throws IOException {
    parcels("post", "parcels").write(plugins.resolve("a.jar"));
    parcels("rival", "parcels").write(plugins.resolve("b.jar"));

    Desk.Answer answer = desk.type("run", "orders", "auth.log");

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .isEqualTo(
            "%1$s/b.jar: PLG_TWO_OF_ONE_NAME: 'parcels' is both post.Parcels of %1$s/a.jar and"
                    .formatted(plugins)
                + " rival.Parcels of %s/b.jar; take one of them away\n".formatted(plugins));
    assertThat(desk.hasRun()).isFalse();
  }

  @Test
  void plugin_thatTakesABuiltInName_isRefused() throws IOException {
    parcels("post", "orders").write(plugins.resolve("a.jar"));

    assertThat(desk.type("apps").err())
        .contains("PLG_TWO_OF_ONE_NAME: 'orders' is both dev.correlator.app.Orders of ");
  }

  @Test
  void pluginWithoutProviders_isRefused() throws IOException {
    new PluginJar().source("a.A", "package a; class A {}").write(plugins.resolve("a.jar"));

    assertThat(desk.type("apps").err())
        .isEqualTo(
            plugins.resolve("a.jar")
                + ": PLG_EMPTY: the plugin offers nothing: its classes are to be named in"
                + " META-INF/services/dev.correlator.api.LogicModule, or EventHandler,"
                + " RecordFormat, TrailerFinder. A plugin and its libraries stand in a folder of"
                + " their own; what is no plugin is to be taken away\n");
  }

  @Test
  void pluginWhoseProviderFileIsMisspelt_isToldWhatItHas() throws IOException {
    Files.createDirectories(plugins);
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(plugins.resolve("a.jar")))) {
      jar.putNextEntry(new JarEntry("META-INF/services/dev.correlator.api.LogicModul"));
      jar.closeEntry();
    }

    assertThat(desk.type("apps").err())
        .contains("PLG_EMPTY", "what it has is META-INF/services/dev.correlator.api.LogicModul.");
  }

  @Test
  void fileThatIsNoJar_isSaidToBeNone() throws IOException {
    Files.createDirectories(plugins);
    Files.writeString(plugins.resolve("a.jar"), "no jar");
    Files.createFile(plugins.resolve("b.jar"));

    assertThat(desk.type("apps").err())
        .contains(plugins.resolve("a.jar") + ": PLG_NOT_LOADED: is no jar, or a damaged one: ")
        .contains(plugins.resolve("b.jar") + ": PLG_NOT_LOADED: is no jar, or a damaged one: ")
        .doesNotContain("PLG_EMPTY");
  }

  @Test
  void moduleWithoutConstructorForTheLoader_isToldWhatItNeeds() throws IOException {
    new PluginJar()
        .source(
            "a.Closed",
            "package a; import dev.correlator.api.*; @Named(\"closed\") public class Closed"
                + " implements LogicModule<Closed.C> { public Closed(int n) {} public void"
                + " define(Flow f, C c) {} public record C() {} }")
        .provides(LogicModule.class, "a.Closed")
        .write(plugins.resolve("a.jar"));

    assertThat(desk.type("apps").err())
        .contains("PLG_NOT_LOADED: a.Closed needs a public constructor without parameters");
  }

  @Test
  void providers_thatDoNotKeepTheContract_areToldAllAtOnce() throws IOException {
    String body = " { public void define(Flow f, C c) {} public record C(%s) {} }";
    String head = "package a; import dev.correlator.api.*; ";
    new PluginJar()
        .source(
            "a.Nameless",
            head + "public class Nameless implements LogicModule<Nameless.C>" + body.formatted(""))
        .source(
            "a.Misnamed",
            head
                + "@Named(\"Mis named\") public class Misnamed implements LogicModule<Misnamed.C>"
                + body.formatted(""))
        .source(
            "a.Odd",
            head
                + "@Named(\"odd\") public class Odd implements LogicModule<Odd.C>"
                + body.formatted(
                    "int bare, @Setting(doc = \"a\", def = \"x\") int number, @Setting(doc = \"b\")"
                        + " Object thing, @Setting(doc = \"c\", secret = true) int key"))
        .source(
            "a.Open",
            head
                + "@Named(\"open\") public class Open<C extends Record> implements LogicModule<C>"
                + " { public void define(Flow f, C c) {} }")
        .provides(LogicModule.class, "a.Nameless")
        .provides(LogicModule.class, "a.Misnamed")
        .provides(LogicModule.class, "a.Odd")
        .provides(LogicModule.class, "a.Open")
        .provides(LogicModule.class, "a.Absent")
        .provides(LogicModule.class, "a.Odd$C")
        .write(plugins.resolve("a.jar"));

    String[] mistakes = desk.type("apps").err().split("\n", -1);

    String start = plugins.resolve("a.jar") + ": PLG_";
    assertThat(mistakes)
        .startsWith(
            start
                + "BAD_PROVIDER: a.Nameless lacks @Named; a name is lower case letters, digits and"
                + " '-', not beginning with '-'",
            start
                + "BAD_PROVIDER: a.Misnamed is named 'Mis named'; a name is lower case letters,"
                + " digits and '-', not beginning with '-'",
            start + "BAD_PROVIDER: a.Odd$C, component 'bare': it lacks @Setting",
            start
                + "BAD_PROVIDER: a.Odd$C, component 'number': the default is 'x'; it takes a whole"
                + " number",
            start
                + "BAD_PROVIDER: a.Odd$C, component 'thing': java.lang.Object is no type of"
                + " settings; take int, long, double, boolean, String, Duration, Path, ZoneId, an"
                + " enum, or a List of strings or enums",
            start + "BAD_PROVIDER: a.Odd$C, component 'key': a secret must be a String",
            start
                + "BAD_PROVIDER: a.Open does not say its configuration record; write implements"
                + " LogicModule<Config>, Config being a record");
    assertThat(mistakes[7]).startsWith(start + "NOT_LOADED: ").contains("a.Absent");
    assertThat(mistakes[8]).startsWith(start + "NOT_LOADED: ").contains("a.Odd$C");
    assertThat(mistakes).hasSize(10);
  }

  @Test
  void plugin_whoseConstructorThrows_isNamed() throws IOException {
    new PluginJar()
        .source(
            "a.Broken",
            """
            package a;

            import dev.correlator.api.*;

            @Named("broken")
            public class Broken implements LogicModule<Broken.Config> {
              public record Config() {}

              public Broken() {
                throw new IllegalStateException("no licence");
              }

              public void define(Flow f, Config c) {}
            }
            """)
        .provides(LogicModule.class, "a.Broken")
        .write(plugins.resolve("a.jar"));

    assertThat(desk.type("check", "broken"))
        .isEqualTo(
            new Desk.Answer(
                2,
                "",
                plugins.resolve("a.jar")
                    + ": PLG_NOT_LOADED: 'broken', a.Broken, cannot be constructed:"
                    + " java.lang.IllegalStateException: no licence, at"
                    + " a.jar//a.Broken.<init>(Broken.java:10)\n"));
  }

  @Test
  void settingsRecord_namedByAParentClass_isFound() throws IOException {
    new PluginJar()
        .source(
            "a.Parent",
            "package a; import dev.correlator.api.*; abstract class Parent<X, C extends Record>"
                + " implements LogicModule<C> { public void define(Flow f, C c) {} }")
        .source(
            "a.Child",
            "package a; import dev.correlator.api.*; @Named(\"child\") public class Child extends"
                + " Parent<String, Child.C> { public record C(@Setting(doc = \"d\", def = \"1\")"
                + " int depth) {} }")
        .provides(LogicModule.class, "a.Child")
        .write(plugins.resolve("a.jar"));

    assertThat(module("child").settings().keys()).containsExactly("depth");
  }

  @Test
  void file_thatIsNoJar_isLeftAlone() throws IOException {
    Files.createDirectories(plugins);
    Files.writeString(plugins.resolve("README.txt"), "put plugins here");
    Files.createDirectories(plugins.resolve("empty"));

    assertThat(desk.type("apps").code()).isZero();
  }

  @Test
  void pluginsFolder_thatWasNamed_mustBeThere() {
    assertThat(desk.type("apps", "--plugins", "nowhere"))
        .isEqualTo(
            new Desk.Answer(2, "", "--plugins nowhere: CLI_USAGE: there is no such folder\n"));
  }
}
