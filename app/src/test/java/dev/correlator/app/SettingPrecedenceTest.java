package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Defaults, over them the file, over it the environment, over it the command line. */
class SettingPrecedenceTest {

  @TempDir private Path temporary;
  private Desk desk;

  @BeforeEach
  void sitDown() {
    desk = new Desk(temporary);
  }

  private Orders.Config orders() {
    return (Orders.Config)
        desk.run().configuration().applications().get(0).modules().get(0).settings().record();
  }

  private SettingValue value(String key) {
    return desk.run().configuration().applications().get(0).modules().get(0).settings().value(key);
  }

  private void writeFile() {
    desk.file(
        "correlator.yaml",
        """
        applications:
          shop:
            modules:
              orders:
                use: orders
                config:
                  failures: 10
                  countries: [de, fr]
                  shop: 007
            handlers:
              pager: {use: pager, config: {number: 112}}
        """);
  }

  @Test
  void application_withoutAFile_hasDefaults() {
    desk.type("run", "orders", "auth.log");

    assertThat(orders())
        .isEqualTo(
            new Orders.Config(
                Duration.ofHours(2),
                3,
                65_536,
                0.5,
                false,
                "main",
                Path.of(""),
                ZoneId.of("UTC"),
                Orders.Urgency.LOW,
                List.of(),
                List.of(Orders.Urgency.LOW, Orders.Urgency.VERY_HIGH)));
    assertThat(value("failures").from()).isEqualTo(Place.DEFAULT);
  }

  @Test
  void file_inTheCurrentFolder_isPickedUpAndSaid() {
    writeFile();

    Desk.Answer answer = desk.type("run", "shop", "auth.log");

    assertThat(answer.err())
        .isEqualTo(
            "configuration: correlator.yaml of the current folder (--config FILE for another)\n");
    assertThat(orders().failures()).isEqualTo(10);
    assertThat(orders().countries()).containsExactly("de", "fr");
    assertThat(orders().shop()).isEqualTo("007");
    assertThat(value("failures").from()).hasToString("correlator.yaml:7:21");
  }

  @Test
  void variable_ofTheEnvironment_goesOverTheFile() {
    writeFile();
    desk.variable("CORRELATOR_ORDERS__FAILURES", "20");
    desk.variable("CORRELATOR_ORDERS__COUNTRIES", "it, es");
    desk.variable("CORRELATOR_JAVA_HOME", "/usr");

    desk.type("run", "shop", "auth.log");

    assertThat(orders().failures()).isEqualTo(20);
    assertThat(orders().countries()).containsExactly("it", "es");
    assertThat(value("failures").from()).hasToString("environment CORRELATOR_ORDERS__FAILURES");
  }

  @Test
  void option_ofTheCommandLine_goesOverTheEnvironment() {
    writeFile();
    desk.variable("CORRELATOR_SHOP__ORDERS__FAILURES", "20");

    desk.type("run", "shop", "auth.log", "--set", "orders.failures=30", "--year=2024");

    assertThat(orders().failures()).isEqualTo(30);
    assertThat(value("failures").from()).hasToString("--set orders.failures");
    FilesInput files = desk.run().configuration().applications().get(0).files().record();
    assertThat(files.year()).isEqualTo(2024);
  }

  @Test
  void value_forOneApplication_goesOverOneForAll() {
    writeFile();

    desk.type(
        "run",
        "shop",
        "auth.log",
        "--set",
        "shop.orders.failures=40",
        "--set",
        "orders.failures=30");

    assertThat(orders().failures()).isEqualTo(40);
  }

  @Test
  void value_ofAHandlerOrTheSystem_isSetByItsFullName() {
    writeFile();
    desk.variable("CORRELATOR_SYSTEM__TIMEZONE", "Asia/Tokyo");

    desk.type("run", "shop", "auth.log", "--set", "handlers.pager.number=+15550100");

    Configuration configuration = desk.run().configuration();
    assertThat(configuration.system().record().timezone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(configuration.applications().get(0).handlers().get(0).settings().record())
        .isEqualTo(new Pager.Config("+15550100", ""));
  }

  @Test
  void value_thatIsHidden_isCheckedAllTheSame() {
    desk.variable("CORRELATOR_ORDERS__FAILURES", "none");

    Desk.Answer answer = desk.type("run", "orders", "auth.log", "--set", "orders.failures=5");

    assertThat(answer.err())
        .isEqualTo(
            "environment CORRELATOR_ORDERS__FAILURES: CFG_WRONG_TYPE: 'failures' of module 'orders'"
                + " is 'none'; it takes a whole number from 2 to 100\n");
  }

  @Test
  void nameInSet_thatNobodyHas_isToldWithTheNearestOne() {
    writeFile();

    Desk.Answer answer =
        desk.type(
            "run",
            "shop",
            "auth.log",
            "--set",
            "order.failures=5",
            "--set",
            "orders.failure=5",
            "--set",
            "failures=5");

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .isEqualTo(
            """
            --set failures: CLI_USAGE: write it as openssh.login_failure_limit=6: the module's name, the setting, the value
            --set order.failures: CFG_UNKNOWN_KEY: 'order' is no module, handler or other part of these applications; did you mean 'orders'?
            --set orders.failure: CFG_UNKNOWN_KEY: 'failure' is not a setting of module 'orders'; did you mean 'failures'?
            3 mistakes; nothing was started
            """);
  }

  @Test
  void variable_forAnotherApplication_isNoMistake() {
    writeFile();
    desk.variable("CORRELATOR_ORDERS__ORDERS__FAILURES", "7");

    assertThat(desk.type("run", "shop", "auth.log").code()).isZero();
    assertThat(orders().failures()).isEqualTo(10);
  }

  @Test
  void variable_thatNobodyHas_isAMistake() {
    desk.variable("CORRELATOR_ODERS__FAILURES", "7");

    assertThat(desk.type("run", "orders", "auth.log").err())
        .isEqualTo(
            "environment CORRELATOR_ODERS__FAILURES: CFG_UNKNOWN_KEY: 'oders' is no module, handler"
                + " or other part of these applications; did you mean 'orders'?\n");
  }

  @Test
  void option_forAnApplicationThatIsNotRun_isAMistake() {
    writeFile();

    assertThat(desk.type("run", "orders", "auth.log", "--set", "shop.orders.failures=7").code())
        .isEqualTo(2);
  }

  @Test
  void application_ofTheFile_takesThePlaceOfTheBuiltInOne() {
    desk.file(
        "correlator.yaml",
        "applications: {orders: {modules: {mine: {use: orders, config: {failures: 9}}}}}");

    desk.type("run", "orders", "auth.log");

    assertThat(desk.run().configuration().applications()).hasSize(1);
    assertThat(orders().failures()).isEqualTo(9);
  }

  @Test
  void relativeFolder_ofTheFile_beginsAtTheFile() {
    desk.file("sites/a.yaml", "system: {data_dir: data}");

    desk.type("run", "orders", "auth.log", "--config", "sites/a.yaml");

    assertThat(desk.run().directory()).isEqualTo(temporary.resolve("desk/sites/data"));
  }

  @Test
  void relativeFolder_ofTheCommandLine_beginsAtTheCurrentFolder() {
    desk.file("sites/a.yaml", "system: {data_dir: data}");

    desk.type(
        "run", "orders", "auth.log", "--config", "sites/a.yaml", "--set", "system.data_dir=out");

    assertThat(desk.run().directory()).isEqualTo(temporary.resolve("desk/out"));
  }
}
