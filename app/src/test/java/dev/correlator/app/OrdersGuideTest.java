package dev.correlator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The chain in docs/guides/write-a-module.md: that of the example, which is built and run. */
class OrdersGuideTest {

  private static final Path GUIDE = Path.of("..", "docs", "guides", "write-a-module.md");
  private static final Path EXAMPLE = Path.of("..", "examples", "orders", "src");
  private static final Path PACKAGE = Path.of("java", "dev", "correlator", "examples", "orders");

  @Test
  void guide_showingTheChain_showsThatOfTheExample() throws IOException {
    String source =
        Files.readString(EXAMPLE.resolve("main").resolve(PACKAGE).resolve("Orders.java"));
    int from = source.indexOf("    TransactionFlow request =");
    String chain = source.substring(from, source.indexOf("  }\n}", from)).stripTrailing();

    assertThat(chain).contains(".then(payment, \"paymentId\")");
    assertThat(Files.readString(GUIDE)).contains(chain.stripIndent());
  }

  @Test
  void guide_showingATest_showsOneOfTheExample() throws IOException {
    String source =
        Files.readString(EXAMPLE.resolve("test").resolve(PACKAGE).resolve("OrdersTest.java"));
    int from = source.indexOf("  @Test\n  void order_thatNeverComes");
    String test = source.substring(from, source.indexOf("  @Test", from + 1)).stripTrailing();

    assertThat(Files.readString(GUIDE)).contains(test.stripIndent());
  }
}
