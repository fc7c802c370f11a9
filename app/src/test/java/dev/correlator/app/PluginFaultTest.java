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

/** What authors of plugins are told about their mistakes: plugin, class and line. */
class PluginFaultTest {

  private static final String LINES =
      """
      2026-03-02T08:00:00Z post1 post[1]: parcel p-1 taken
      2026-03-02T08:00:01Z post1 post[1]: parcel p-2 taken
      """;

  private static final String RIGHT =
      """
      flow.transaction("parcel", Select.app("post"), Parcel.class)
          .key(KeyPart.of("id"))
          .open(Pattern.of("parcel {id} taken"))
          .total(java.time.Duration.ofDays(1));
      """;

  @TempDir private Path temporary;
  private Desk desk;
  private Path jar;
  private String log;

  @BeforeEach
  void sitDown() {
    desk = new Desk(temporary).whichRuns();
    log = desk.file("post.log", LINES).toString();
    jar = desk.home().resolve("plugins/post.jar");
  }

  /** A module whose class has these members and whose description is this. */
  private static PluginJar module(String members, String define) {
    return new PluginJar()
        .source(
            "post.Parcels",
            """
            package post;
            import dev.correlator.api.*;
            @Named("parcels")
            public final class Parcels implements LogicModule<Parcels.Config> {
              public record Config() {}
              public record Parcel(String id) implements TransactionEvent {}
              public record Taken(String id) implements NoticeEvent {}
              %s
              public void define(Flow flow, Config c) {
                %s
              }
            }
            """
                .formatted(members, define))
        .provides(LogicModule.class, "post.Parcels");
  }

  private static PluginJar handler(String handle) {
    return new PluginJar()
        .source(
            "post.Shelf",
            """
            package post;
            import dev.correlator.api.*;
            import java.util.*;
            @Named("shelf")
            public final class Shelf implements EventHandler<Shelf.Config> {
              public record Config() {}
              public void open(Config config, HandlerContext context) {}
              public List<DeliveryResult> handle(List<EventEnvelope<?>> batch) {
                %s
              }
              public void close() {}
            }
            """
                .formatted(handle))
        .provides(EventHandler.class, "post.Shelf");
  }

  @Test
  void provider_thatIsMissing_isNamed() throws IOException {
    module("", RIGHT).provides(LogicModule.class, "post.Letters").write(jar);

    assertThat(desk.type("apps").err())
        .isEqualTo(
            jar
                + ": PLG_NOT_LOADED: META-INF/services/dev.correlator.api.LogicModule: Provider"
                + " post.Letters not found\n");
  }

  @Test
  void provider_ofAnotherInterface_isNamed() throws IOException {
    module("", RIGHT).provides(EventHandler.class, "post.Parcels").write(jar);

    assertThat(desk.type("apps").err())
        .isEqualTo(
            jar
                + ": PLG_NOT_LOADED: META-INF/services/dev.correlator.api.EventHandler:"
                + " post.Parcels not a subtype\n");
  }

  @Test
  void class_ofANewerJava_isToldBothVersions() throws IOException {
    module("", "").compiledForJava(99).write(jar);

    assertThat(desk.type("apps").err())
        .isEqualTo(
            jar
                + ": PLG_NOT_LOADED: post.Parcels is compiled for Java 99, and this is Java "
                + Runtime.version().feature()
                + "; compile it with --release 21\n");
  }

  @Test
  void classThatThePluginLacks_isToldWithWhoNeedsIt() throws IOException {
    module("private final Object x = dev.correlator.core.Program.class;", "").write(jar);

    assertThat(desk.type("check", "parcels").err())
        .isEqualTo(
            jar
                + ": PLG_NOT_LOADED: 'parcels', post.Parcels, cannot be constructed: the class"
                + " dev.correlator.core.Program is missing; a plugin sees the JDK,"
                + " dev.correlator.api and what it brings along, at"
                + " post.jar//post.Parcels.<init>(Parcels.java:8)\n");
  }

  @Test
  void constantThatCannotBeMade_isToldWithItsLine() throws IOException {
    module("private static final Pattern BAD = Pattern.of(\"parcel {id\");", "").write(jar);

    assertThat(desk.type("check", "parcels").err())
        .startsWith(jar + ": PLG_NOT_LOADED: 'parcels', post.Parcels, cannot be constructed: ")
        .endsWith(", at post.jar//post.Parcels.<clinit>(Parcels.java:8)\n");
  }

  @Test
  void exception_ofDefine_isToldWithItsLine() throws IOException {
    module("private String[] apps;", "Select.app(apps);").write(jar);

    assertThat(desk.type("run", "parcels", log))
        .satisfies(a -> assertThat(a.code()).isEqualTo(2))
        .satisfies(a ->
            assertThat(a.err())
                .startsWith(
                    jar
                        + ": CFG_LOGIC: module 'parcels' cannot be used:"
                        + " java.lang.NullPointerException")
                .endsWith(", at post.jar//post.Parcels.define(Parcels.java:10)\n"));
  }

  @Test
  void mistakesOfADescription_areToldWithTheirLines() throws IOException {
    module(
            "record Odd(String id, String nope) implements TransactionEvent {}",
            """
            flow.transaction("parcel", Select.app("post"), Odd.class)
                .key(KeyPart.of("id"))
                .open(Pattern.of("parcel {id} taken"),
                    s -> s.count("parcels"))
                .total(java.time.Duration.ZERO);
            """)
        .write(jar);

    assertThat(desk.type("run", "parcels", log).err())
        .contains(
            "module 'parcels': stage 'parcel': count('parcels'): no component 'parcels' in Odd, at"
                + " post.jar//post.Parcels.lambda$define$0(Parcels.java:13)\n",
            "module 'parcels': stage 'parcel': total(PT0S) is not more than 0, at"
                + " post.jar//post.Parcels.define(Parcels.java:14)\n",
            ": nothing fills the component 'nope' of Odd: no hole has its name, at"
                + " post.jar//post.Parcels.define(Parcels.java:10)\n");
  }

  @Test
  void mistakesOfOneStage_areToldEachWithTheLineOfItsCall_andWhatWasMeant() throws IOException {
    module(
            """
            record Job(String id, String user, String error) implements TransactionEvent {}
            record Broken(String id, String eror) implements Fact {}
            record Often(String id, int count) implements NoticeEvent {}
            static final class Seen extends State {}
            """,
            """
            flow.transaction("job", Select.app("post"), Job.class)
                .key(KeyPart.of("idd"))
                .open(Pattern.of("job {id} of {usr} begun"))
                .end(Outcome.COMPLETED, "done", Pattern.of("job {id} done"), s -> s.tally("dnoe"))
                .end(Outcome.FAILED, "broken", Pattern.of("job {id} failed: {error}"),
                    s -> s.keep("user")
                        .tell(Broken.class))
                .reasons("brken")
                .total(java.time.Duration.ofDays(1));
            flow.threshold("often", Often.class)
                .of(Broken.class)
                .key("iid")
                .count(3, java.time.Duration.ofHours(1));
            flow.stage("seen", Seen::new)
                .key("id")
                .on(Often.class, (often, seen, context) -> {})
                .onKnown(Taken.class, (taken, seen, context) -> {})
                .idle(java.time.Duration.ofDays(1));
            """)
        .write(jar);

    String[] told = desk.type("check", "parcels").err().split("\n", -1);

    String start = jar + ": CFG_LOGIC: module 'parcels': ";
    String at = ", at post.jar//post.Parcels.define(Parcels.java:";
    String inStep = ", at post.jar//post.Parcels.lambda$define$1(Parcels.java:";
    assertThat(told)
        .contains(
            start
                + "stage 'job': the key's 'idd' is no hole of \"job {id} of {usr} begun\", nor of"
                + " any other pattern; did you mean 'id'?"
                + at
                + "15)",
            start
                + "stage 'job': nothing fills the component 'user' of Job: no hole has its name;"
                + " did you mean 'usr'?"
                + at
                + "16)",
            start
                + "tally('dnoe'): no statistics event has a component 'dnoe', at"
                + " post.jar//post.Parcels.lambda$define$0(Parcels.java:17)",
            start
                + "stage 'job': keep('user'): no hole of \"job {id} failed: {error}\" has this name"
                + inStep
                + "19)",
            start
                + "stage 'job': nothing fills 'eror' of Broken at \"job {id} failed: {error}\"; did"
                + " you mean 'error'?"
                + inStep
                + "20)",
            start
                + "stage 'job': reasons(...): no rule gives the reason 'brken'; did you mean"
                + " 'broken'?"
                + at
                + "21)",
            start
                + "stage 'often': the key's 'iid' is no component of Broken; did you mean 'id'?"
                + at
                + "25)",
            start + "stage 'seen': takes Taken, which no earlier stage sends" + at + "30)",
            "8 mistakes; nothing was started")
        .hasSize(10);
  }

  @Test
  void holeThatOnePatternLacks_isToldAtItsRule() throws IOException {
    module(
            "",
            """
            flow.transaction("parcel", Select.app("post"), Parcel.class)
                .key(KeyPart.of("id"))
                .open(Pattern.of("parcel {id} taken"))
                .end(Outcome.COMPLETED, "out", Pattern.of("parcel {idd} out"))
                .total(java.time.Duration.ofDays(1));
            flow.each("seen", Select.app("post"))
                .on(Pattern.of("seen"), (record, context) -> {})
                .on(Pattern.of("taken {ip}"), Taken.class, (taken, record, context) -> {});
            """)
        .write(jar);

    assertThat(desk.type("check", "parcels").err())
        .contains(
            "the key's 'id' is no hole of \"parcel {idd} out\"; did you mean 'idd'?, at"
                + " post.jar//post.Parcels.define(Parcels.java:13)\n",
            "nothing fills 'id' of Taken at \"taken {ip}\"; did you mean 'ip'?, at"
                + " post.jar//post.Parcels.define(Parcels.java:17)\n");
  }

  @Test
  void timerThatNoOneTakes_isToldWithTheOneThatWasMeant() throws IOException {
    module(
            """
            static final class Seen extends State {}
            record Told(String id) implements Fact {}
            """,
            """
            flow.transaction("parcel", Select.app("post"), Parcel.class)
                .key(KeyPart.of("id"))
                .open(Pattern.of("parcel {id} taken"), s -> s.tell(Told.class))
                .total(java.time.Duration.ofDays(1));
            flow.stage("seen", Seen::new)
                .key("id")
                .on(Told.class, (t, seen, context) -> context.in("relase", java.time.Duration.ZERO))
                .onTimer("release", (seen, context) -> {})
                .idle(java.time.Duration.ofDays(1));
            """)
        .write(jar);

    assertThat(desk.type("run", "parcels", log).out())
        .contains("for which there is no onTimer; did you mean 'release'?");
  }

  @Test
  void exception_ofASelect_isToldWithItsLine_andItsRecordIsCountedAsFailed() throws IOException {
    module(
            "static boolean wanted(LogRecord r) { return 1 / (r.text().charAt(9) - '2') != 0; }",
            """
            flow.transaction("parcel", Select.where(Parcels::wanted), Parcel.class)
                .key(KeyPart.of("id"))
                .open(Pattern.of("parcel {id} taken"))
                .total(java.time.Duration.ofDays(1));
            """)
        .write(jar);

    Desk.Answer answer = desk.type("run", "parcels", log);

    assertThat(answer.out())
        .as(answer.err())
        .contains(
            "RECORDS 2 = 1 used + 0 ignored + 1 failed + 0 not parsed",
            "ERROR   1 call of modules failed and was undone\n"
                + "  parcels/parcel: java.lang.ArithmeticException: / by zero, at"
                + " post.jar//post.Parcels.wanted(Parcels.java:8), of "
                + log
                + ":2\n");
  }

  @Test
  void mistakesOfStatistics_areToldWithTheirLines() throws IOException {
    module(
            """
            record Day(int parcels, String nope) implements StatisticsEvent {}
            """,
            """
            flow.transaction("parcel", Select.app("post"), Parcel.class)
                .key(KeyPart.of("id"))
                .open(Pattern.of("parcel {id} taken"))
                .tally("parcles", Outcome.COMPLETED)
                .total(java.time.Duration.ofDays(1));
            flow.statistics(Day.class, Calendar.daily());
            """)
        .write(jar);

    assertThat(desk.type("check", "parcels").err())
        .contains(
            "module 'parcels': Day.nope: a metric is of type int or long, at"
                + " post.jar//post.Parcels.define(Parcels.java:16)\n",
            "module 'parcels': tally('parcles'): no statistics event has a component 'parcles'; did"
                + " you mean 'parcels'?, at post.jar//post.Parcels.define(Parcels.java:14)\n");
  }

  @Test
  void exception_ofAStage_isToldWithItsLine_andTheRunGoesOn() throws IOException {
    module(
            """
            static final class Seen extends State {
              int count;
              void taken(Told t, Context context) {
                if (++count > 0 && t.id().equals("p-1")) {
                  throw new IllegalStateException("lost");
                }
                context.emit(new Taken(t.id()));
              }
            }
            record Told(String id) implements Fact {}
            """,
            """
            flow.transaction("parcel", Select.app("post"), Parcel.class)
                .key(KeyPart.of("id"))
                .open(Pattern.of("parcel {id} taken"), s -> s.tell(Told.class))
                .total(java.time.Duration.ofDays(1));
            flow.stage("seen", Seen::new)
                .key("id")
                .on(Told.class, (told, seen, context) -> seen.taken(told, context))
                .idle(java.time.Duration.ofDays(1));
            """)
        .write(jar);

    Desk.Answer answer = desk.type("run", "parcels", log);

    assertThat(answer.out())
        .as(answer.err())
        .contains(
            "ERROR   1 call of modules failed and was undone\n"
                + "  parcels/seen p-1: java.lang.IllegalStateException: lost, at"
                + " post.jar//post.Parcels$Seen.taken(Parcels.java:12), of "
                + log
                + ":1\n")
        .contains("p-2");
  }

  @Test
  void exception_ofAHandler_isToldWithItsLine() throws IOException {
    handler("return List.of(DeliveryResult.DELIVERED, batch.get(7) == null ? null : null);")
        .write(jar);
    desk.file(
        "correlator.yaml",
        "applications: {shop: {modules: {orders: {use: orders}}, handlers: {s: {use: shelf}}}}");
    Path shop = desk.file("shop.log", "2026-03-02T08:00:00Z shop1 shop[1]: order o-1 shipped\n");

    Desk.Answer answer = desk.type("run", "shop", shop.toString());

    assertThat(answer.out())
        .contains("ERROR   handler s: 0 of ")
        .containsPattern(
            "of them: .*IndexOutOfBoundsException: .*, at post\\.jar//post\\.Shelf\\.handle"
                + "\\(Shelf\\.java:9\\)");
  }

  @Test
  void exception_ofAParser_isARejectedRecord_andTheRestIsRead() throws IOException {
    new PluginJar()
        .source(
            "post.Slips",
            """
            package post;
            import dev.correlator.api.*;
            @Named("slips")
            public final class Slips implements RecordFormat {
              public int fit(byte[] bytes, int from, int to) {
                return bytes[from] == '#' ? 100 : 0;
              }
              public RecordParser parser() {
                return (bytes, from, to, header) -> {
                  header.textFrom = from + (1 / (bytes[from + 1] - '!'));
                  header.textTo = to;
                  return null;
                };
              }
            }
            """)
        .provides(RecordFormat.class, "post.Slips")
        .write(jar);
    Path slips = desk.file("slips.log", "#1 one\n#2 two\n#! three\n#4 four\n");

    Desk.Answer answer = desk.type("run", "orders", slips.toString());

    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(answer.out())
        .contains("slips.log: slips format; no time that can be read")
        .contains("not parsed: 1 the parser of the format failed\n", "slips.log:3: #! three");
  }
}
