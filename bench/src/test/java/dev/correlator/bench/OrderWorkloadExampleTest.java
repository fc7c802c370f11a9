package dev.correlator.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The example is a project of its own; its tests are held here too, so that it cannot rot. */
class OrderWorkloadExampleTest {

  @TempDir Path folder;

  @Test
  void example_builtByItself_passesItsOwnTests() throws IOException, ClassNotFoundException {
    Path example = OrderWorkloadPlugin.example();
    OrderWorkloadPlugin.compile(
        folder, example.resolve("src/main/java"), example.resolve("src/test/java"));
    SummaryGeneratingListener listener = new SummaryGeneratingListener();

    try (URLClassLoader classes =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      Class<?> test = classes.loadClass("dev.correlator.examples.orders.OrdersTest");
      LauncherDiscoveryRequest all =
          LauncherDiscoveryRequestBuilder.request().selectors(selectClass(test)).build();
      LauncherFactory.create().execute(all, listener);
    }

    TestExecutionSummary summary = listener.getSummary();
    StringWriter told = new StringWriter();
    summary.printFailuresTo(new PrintWriter(told));
    assertThat(summary.getTestsFailedCount()).as(told.toString()).isZero();
    assertThat(summary.getTestsSucceededCount()).isGreaterThanOrEqualTo(5);
  }
}
