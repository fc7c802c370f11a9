package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.EventHandler;
import dev.correlator.api.LogicModule;
import dev.correlator.api.RecordFormat;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that cannot be used stops nobody who did not ask for it, and is told. */
class BrokenPluginTest {

  private static final String SHIPPED =
      """
      2026-03-02T08:00:00Z shop1 shop[1]: order o-1 shipped
      """;

  @TempDir private Path temporary;
  private Desk desk;
  private Path jar;
  private String log;

  @BeforeEach
  void sitDown() {
    desk = new Desk(temporary).whichRuns();
    log = desk.file("shop.log", SHIPPED).toString();
    jar = desk.home().resolve("plugins/post.jar");
  }

  private static PluginJar parcels(String members, String define) {
    return new PluginJar()
        .source(
            "post.Parcels",
            """
            package post;
            import dev.correlator.api.*;
            @Named("parcels")
            public final class Parcels implements LogicModule<Parcels.Config> {
              public record Config() {}
              %s
              public void define(Flow flow, Config c) {
                %s
              }
            }
            """
                .formatted(members, define))
        .provides(LogicModule.class, "post.Parcels");
  }

  private void assertLeftOut(String problem) {
    String line = "ERROR   left out: " + jar + ": " + problem;
    Desk.Answer run = desk.type("run", log);
    Desk.Answer trace = desk.type("trace", "o-1", log);

    assertThat(run.out()).contains("TRANSACTIONS", "shipped");
    assertThat(run.err()).isEqualTo(line + "\n");
    assertThat(run.code()).isZero();
    assertThat(trace.out()).contains("order o-1 shipped");
    assertThat(trace.err()).isEqualTo(line + "\n");
    assertThat(trace.code()).isZero();
  }

  private void assertRefused(String problem, String... words) {
    Desk.Answer answer = desk.type(words);

    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).contains(problem);
    assertThat(answer.code()).isEqualTo(2);
  }

  private void assertToldByApps(String problem) {
    Desk.Answer apps = desk.type("apps");

    assertThat(apps.out()).contains("orders (", "installed\n");
    assertThat(apps.err()).isEqualTo(jar + ": " + problem + "\n");
    assertThat(apps.code()).isEqualTo(2);
  }

  @Test
  void module_thatThrowsInDefine_isLeftOut() throws IOException {
    parcels("", "throw new IllegalStateException(\"no licence\");").write(jar);
    String problem =
        "CFG_LOGIC: module 'parcels' cannot be used: java.lang.IllegalStateException: no licence,"
            + " at post.jar//post.Parcels.define(Parcels.java:8)";

    assertLeftOut(problem);
    assertRefused(jar + ": " + problem, "run", "parcels", log);
    assertRefused(jar + ": " + problem, "check");
    assertToldByApps(problem);
    assertThat(desk.type("apps").out())
        .doesNotContain("parcels (plugin")
        .containsPattern("module +parcels +" + jar);
    assertThat(desk.type("check", "orders").out()).startsWith("orders: right\n");
  }

  @Test
  void module_whoseConstructorThrows_isLeftOut() throws IOException {
    parcels("public Parcels() { throw new AssertionError(\"no licence\"); }", "").write(jar);
    String problem =
        "PLG_NOT_LOADED: 'parcels', post.Parcels, cannot be constructed:"
            + " java.lang.AssertionError: no licence, at"
            + " post.jar//post.Parcels.<init>(Parcels.java:6)";

    assertLeftOut(problem);
    assertRefused(jar + ": " + problem, "run", "parcels", log);
    assertRefused(jar + ": " + problem, "check");
    assertToldByApps(problem);
  }

  @Test
  void module_thatRefusesItsOwnDefaults_isLeftOut() throws IOException {
    settings("throw new IllegalArgumentException(\"most \" + most);").write(jar);
    String problem = "CFG_REFUSED: module 'letters': most 3";

    assertLeftOut(problem);
    assertRefused(jar + ": " + problem, "run", "letters", log);
    assertRefused(jar + ": " + problem, "check");
    assertToldByApps(problem);
    assertThat(desk.type("run", "--set", "letters.most=4", log).err())
        .isEqualTo("application letters: CFG_REFUSED: module 'letters': most 4\n");
    assertThat(desk.type("capture", "ls", log).out()).contains("shipped");
  }

  @Test
  void module_whoseSettingsCannotBeMade_isLeftOut() throws IOException {
    settings("throw new AssertionError(\"no licence\");").write(jar);
    String problem =
        "CFG_REFUSED: module 'letters': post.Letters$Config cannot be constructed:"
            + " java.lang.AssertionError: no licence, at"
            + " post.jar//post.Letters$Config.<init>(Letters.java:6)";

    assertLeftOut(problem);
    assertRefused(jar + ": " + problem, "run", "letters", log);
  }

  private static PluginJar settings(String constructor) {
    return new PluginJar()
        .source(
            "post.Letters",
            """
            package post;
            import dev.correlator.api.*;
            @Named("letters")
            public final class Letters implements LogicModule<Letters.Config> {
              public record Config(@Setting(doc = "Most", def = "3") int most) {
                public Config { if (true) { %s } }
              }
              public void define(Flow flow, Config c) {}
            }
            """
                .formatted(constructor))
        .provides(LogicModule.class, "post.Letters");
  }

  @Test
  void module_withMistakesInItsDescription_isLeftOutWithTheFirst() throws IOException {
    parcels(
            "public record Parcel(String id) implements TransactionEvent {}",
            """
            flow.transaction("parcel", Select.app("post"), Parcel.class)
                .key(KeyPart.of("di"))
                .open(Pattern.of("parcel {id} taken"));
            """)
        .write(jar);

    Desk.Answer run = desk.type("run", log);

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("shipped");
    assertThat(run.err())
        .startsWith("ERROR   left out: " + jar + ": CFG_LOGIC: module 'parcels': stage 'parcel': ")
        .endsWith(" (and 1 more)\n")
        .hasLineCount(1);
    assertThat(desk.type("run", "parcels", log).err())
        .contains("must be given an end", "the key's 'di'", "2 mistakes; nothing was started");
  }

  @Test
  void provider_thatIsMissing_isLeftOut_andItsNameIsUnknown() throws IOException {
    new PluginJar().provides(LogicModule.class, "post.Parcels").write(jar);
    String problem =
        "PLG_NOT_LOADED: META-INF/services/dev.correlator.api.LogicModule: Provider post.Parcels"
            + " not found";

    assertLeftOut(problem);
    assertToldByApps(problem);
    assertRefused(jar + ": " + problem, "check");
    assertRefused(jar + ": " + problem, "run", "parcels", log);
    assertRefused("'parcels' is neither an application nor a file", "run", "parcels", log);
    Desk.Answer other = desk.type("run", "orders", log);
    assertThat(other.code()).isZero();
    assertThat(other.err()).isEqualTo("ERROR   left out: " + jar + ": " + problem + "\n");
    assertThat(desk.type("capture", "ls", log).code()).isZero();
    assertThat(desk.type("config").code()).isZero();
  }

  @Test
  void handler_thatIsLeftOut_isMissingWhereItIsUsed() throws IOException {
    new PluginJar().provides(EventHandler.class, "post.Shelf").write(jar);
    desk.file(
        "correlator.yaml",
        "applications: {shop: {modules: {orders: {use: orders}}, handlers: {s: {use: shelf}}}}");

    assertRefused("'shelf' is no installed handler", "run", "shop", log);
    assertRefused("ERROR   left out: " + jar + ": PLG_NOT_LOADED: ", "run", "shop", log);
  }

  @Test
  void format_thatCannotBeMade_isLeftOutUnlessItIsNamed() throws IOException {
    new PluginJar()
        .source(
            "post.Slips",
            """
            package post;
            import dev.correlator.api.*;
            @Named("slips")
            public final class Slips implements RecordFormat {
              static final int LEAST = Integer.parseInt("seven");
              public int fit(byte[] bytes, int from, int to) {
                return 0;
              }
              public RecordParser parser() {
                return null;
              }
            }
            """)
        .provides(RecordFormat.class, "post.Slips")
        .write(jar);
    String problem =
        "PLG_NOT_LOADED: 'slips', post.Slips, cannot be constructed:"
            + " java.lang.NumberFormatException: For input string: \"seven\", at"
            + " post.jar//post.Slips.<clinit>(Slips.java:5)";

    assertLeftOut(problem);
    assertThat(desk.type("run", "orders", log).code()).isZero();
    assertThat(desk.type("capture", "ls", log).out()).contains("shipped");
    assertRefused(jar + ": " + problem, "run", "--input-format", "slips", log);
  }

  @Test
  void project_canBeMade_whileAPluginIsBroken() throws IOException {
    new PluginJar().provides(LogicModule.class, "post.Parcels").write(jar);
    desk.installDevelopmentKit();

    assertThat(desk.type("new", "module", "letters").code()).isZero();
  }
}
