package dev.correlator.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The borders that the compiler cannot hold, each with the reason for which it stands. */
class ArchitectureTest {

  private static final String[] PURE = {"dev.correlator.core", "dev.correlator.modules"};

  /** Places of class path, threads and the machine: what two runs do not share. */
  private static final DescribedPredicate<JavaClass> SURROUNDINGS =
      resideInAnyPackage(
              "java.net..",
              "java.nio.file..",
              "java.nio.channels..",
              "java.util.random..",
              "java.util.concurrent.locks..",
              "java.sql..")
          .or(
              oneOf(
                  "java.io.File",
                  "java.io.FileDescriptor",
                  "java.io.FileInputStream",
                  "java.io.FileOutputStream",
                  "java.io.FileReader",
                  "java.io.FileWriter",
                  "java.io.RandomAccessFile",
                  "java.lang.Process",
                  "java.lang.ProcessBuilder",
                  "java.lang.Runtime",
                  "java.lang.Thread",
                  "java.lang.ThreadLocal",
                  "java.security.SecureRandom",
                  "java.time.Clock",
                  "java.time.InstantSource",
                  "java.util.Random",
                  "java.util.SplittableRandom",
                  "java.util.Timer",
                  "java.util.concurrent.CompletableFuture",
                  "java.util.concurrent.Executor",
                  "java.util.concurrent.ExecutorService",
                  "java.util.concurrent.Executors",
                  "java.util.concurrent.ForkJoinPool",
                  "java.util.concurrent.ScheduledExecutorService",
                  "java.util.concurrent.StructuredTaskScope",
                  "java.util.concurrent.ThreadLocalRandom",
                  "java.util.concurrent.ThreadPoolExecutor"))
          .as("are clocks, threads, sockets, files or randomness");

  /** Methods by which the same comes in through classes that are otherwise welcome. */
  private static final DescribedPredicate<JavaAccess<?>> HIDDEN_SURROUNDINGS =
      access(
          "the call reads the clock, the environment or an object's address",
          target ->
              isOneOf(
                      target,
                      "java.lang.System",
                      Set.of(
                          "currentTimeMillis",
                          "nanoTime",
                          "getenv",
                          "getProperty",
                          "identityHashCode"))
                  || isOneOf(target, "java.lang.Math", Set.of("random"))
                  || isOneOf(target, "java.util.UUID", Set.of("randomUUID"))
                  || isOneOf(target, "java.util.TimeZone", Set.of("getDefault"))
                  || isOneOf(target, "java.util.Locale", Set.of("getDefault"))
                  || isOneOf(target, "java.time.ZoneId", Set.of("systemDefault"))
                  || (target.getOwner().getPackageName().equals("java.time")
                      && target.getName().equals("now")));

  private static final DescribedPredicate<JavaAccess<?>> HIDDEN_EXPRESSIONS =
      access(
          "the call takes a regular expression",
          target ->
              isOneOf(
                  target,
                  "java.lang.String",
                  Set.of("matches", "replaceAll", "replaceFirst", "split", "splitWithDelimiters")));

  private static JavaClasses correlator;

  @BeforeAll
  static void readClasses() {
    correlator =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.correlator");
  }

  @ParameterizedTest
  @CsvSource({
    "api, api",
    "core, core api",
    "intake, intake core api",
    "delivery, delivery core api",
    "expressions, expressions api",
    "modules, modules api",
    "app, app modules expressions delivery intake core api",
    "testkit, testkit delivery intake core api",
  })
  void module_dependsOnItself_andOnTheModulesBelowItOnly(String module, String seen) {
    String[] allowed =
        Stream.of(seen.split(" ", -1)).map(ArchitectureTest::packages).toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(packages(module))
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage("dev.correlator..")).or(resideInAnyPackage(allowed)))
        .because("data goes through intake, logic and delivery once, in one direction")
        .check(correlator);
  }

  @ParameterizedTest
  @CsvSource({"api", "core", "modules"})
  void deterministicModule_dependsOnNoLibrary_butJSpecify(String module) {
    classes()
        .that()
        .resideInAPackage(packages(module))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "dev.correlator..", "org.jspecify.annotations.."))
        .because("what authors build against, and what must run anywhere, brings nothing along")
        .check(correlator);
  }

  @Test
  void logic_ofCoreAndModules_knowsNoSurroundings() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat(SURROUNDINGS)
        .because("events are a function of the stamped records alone; the rest comes through spi")
        .check(correlator);
  }

  @Test
  void logic_ofCoreAndModules_callsNothingThatDiffersBetweenRuns() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .accessTargetWhere(HIDDEN_SURROUNDINGS)
        .because("the same records give the same events, today, in a year and on another machine")
        .check(correlator);
  }

  @Test
  void patterns_ofApiCoreAndModules_doNotBacktrack() {
    var matching =
        noClasses()
            .that()
            .resideInAnyPackage(packages("api"), packages("core"), packages("modules"));
    String reason = "who writes log lines must not choose how long we match them; time is linear";
    matching
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.regex..")
        .because(reason)
        .check(correlator);
    matching.should().accessTargetWhere(HIDDEN_EXPRESSIONS).because(reason).check(correlator);
  }

  @Test
  void celAndItsLibraries_areSeen_byExpressionsOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(packages("expressions"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.cel..", "com.google..")
        .because("half a second of class loading is paid by those who write a filter, not by all")
        .check(correlator);
  }

  @Test
  void loggingLibrary_isSeen_byTheAppOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(packages("app"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "ch.qos.logback..")
        .because("libraries log through System.Logger; the program decides where that goes")
        .check(correlator);
  }

  @Test
  void module_hasOnePackage_andCoreItsSpiBesides() {
    classes()
        .should()
        .resideInAnyPackage(
            "dev.correlator.api",
            "dev.correlator.core",
            "dev.correlator.core.spi",
            "dev.correlator.intake",
            "dev.correlator.delivery",
            "dev.correlator.expressions",
            "dev.correlator.modules",
            "dev.correlator.app",
            "dev.correlator.testkit")
        .because("package-private is the border inside a module; a second package pierces it")
        .check(correlator);
  }

  @Test
  void class_isNamed_byWhatItIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Manager|Helper|Utils?|Base|Impl)")
        .because("a name that fits everything says nothing; take the noun of the domain")
        .check(correlator);
  }

  private static String packages(String module) {
    return "dev.correlator." + module + "..";
  }

  private static DescribedPredicate<JavaClass> oneOf(String... names) {
    Set<String> set = Set.of(names);
    return describe("named", type -> set.contains(type.getName()));
  }

  private static DescribedPredicate<JavaAccess<?>> access(
      String description, java.util.function.Predicate<AccessTarget> targets) {
    return describe(description, access -> targets.test(access.getTarget()));
  }

  private static boolean isOneOf(AccessTarget target, String owner, Set<String> methods) {
    return target.getOwner().getName().equals(owner) && methods.contains(target.getName());
  }
}
