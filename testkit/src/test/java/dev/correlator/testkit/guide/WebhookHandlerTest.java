package dev.correlator.testkit.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.correlator.api.DeliveryResult;
import dev.correlator.api.ErrorEvent;
import dev.correlator.api.EventEnvelope;
import dev.correlator.testkit.HandlerContract;
import dev.correlator.testkit.SampleEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class WebhookHandlerTest {

  record DoorLeftOpen(String door) implements ErrorEvent {}

  private final List<String> received = Collections.synchronizedList(new ArrayList<>());
  private volatile int status = 204;
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          received.add(new String(body, StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private WebhookHandler.Config config() {
    return new WebhookHandler.Config(
        "http://localhost:" + server.getAddress().getPort() + "/", Duration.ofSeconds(3));
  }

  private List<DeliveryResult> posted(EventEnvelope<?>... events) throws Exception {
    try (WebhookHandler handler = new WebhookHandler()) {
      handler.open(config(), null);
      return handler.handle(List.of(events));
    }
  }

  private static EventEnvelope<?> leftOpen(String door) {
    return SampleEvent.builder(new DoorLeftOpen(door)).message(door + " is open").build();
  }

  @TestFactory
  Stream<DynamicTest> webhook_asAHandler_keepsTheContract(@TempDir Path folder) {
    return HandlerContract.of(WebhookHandler::new, dir -> config(), folder).checks().stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }

  @Test
  void event_posted_isDelivered() throws Exception {
    assertThat(posted(leftOpen("front"), leftOpen("back"))).containsOnly(DeliveryResult.DELIVERED);
    assertThat(received).containsExactly("front is open", "back is open");
  }

  @Test
  void serverInTrouble_isAskedOnce_andTheRestPutOff() throws Exception {
    status = 503;

    assertThat(posted(leftOpen("front"), leftOpen("back")))
        .containsOnly(new DeliveryResult.Deferred(Duration.ofSeconds(1), "HTTP status 503"));
    assertThat(received).hasSize(1);
  }

  @Test
  void serverThatSaysNo_isNotAskedAgain() throws Exception {
    status = 404;

    assertThat(posted(leftOpen("front")))
        .containsExactly(new DeliveryResult.Refused("HTTP status 404"));
  }

  @Test
  void addressThatIsNone_isRefused_beforeTheRun() {
    assertThatThrownBy(() ->
            new WebhookHandler()
                .open(new WebhookHandler.Config("ftp://x", Duration.ofSeconds(1)), null))
        .hasMessage("'ftp://x' does not begin with http:// or https://");
  }
}
