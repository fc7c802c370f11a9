package dev.correlator.testkit.guide;

import dev.correlator.api.DeliveryResult;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.EventHandler;
import dev.correlator.api.HandlerContext;
import dev.correlator.api.Interest;
import dev.correlator.api.MessageFormat;
import dev.correlator.api.Named;
import dev.correlator.api.Setting;
import dev.correlator.api.Severity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Posts events to a web address, one request each. */
@Named("webhook")
public final class WebhookHandler implements EventHandler<WebhookHandler.Config> {

  /** Settings. */
  public record Config(
      @Setting(doc = "Address that events are posted to") String url,
      @Setting(doc = "How long to wait for an answer", def = "3s", min = 0.1) Duration answer) {}

  private URI address = URI.create("");
  private Duration answer = Duration.ZERO;
  private HttpClient client = HttpClient.newHttpClient();

  /** For the service loader. */
  public WebhookHandler() {}

  @Override
  public boolean actsOutside() {
    return true;
  }

  @Override
  public Interest interest(Config settings) {
    return new Interest(Set.of(), Severity.NOTICE);
  }

  @Override
  public void open(Config settings, HandlerContext context) throws IOException {
    if (!settings.url().matches("https?://.+")) {
      throw new IOException("'" + settings.url() + "' does not begin with http:// or https://");
    }
    address = URI.create(settings.url());
    answer = settings.answer();
    client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(answer)
            .build();
  }

  @Override
  public List<DeliveryResult> handle(List<EventEnvelope<?>> batch) throws InterruptedException {
    List<DeliveryResult> results = new ArrayList<>(batch.size());
    for (EventEnvelope<?> event : batch) {
      DeliveryResult last = results.isEmpty() ? DeliveryResult.DELIVERED : results.getLast();
      boolean isDown = last instanceof DeliveryResult.Deferred;
      results.add(isDown ? last : post(event)); // it does not help to ask for each of a thousand
    }
    return results;
  }

  private DeliveryResult post(EventEnvelope<?> event) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(answer)
            .header("Content-Type", "text/plain; charset=utf-8")
            .header("Idempotency-Key", event.id()) // the receiver can tell a repetition
            .POST(HttpRequest.BodyPublishers.ofString(event.message(MessageFormat.TEXT)))
            .build();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return switch (status / 100) {
        case 2 -> DeliveryResult.DELIVERED;
        case 5 -> new DeliveryResult.Deferred(Duration.ofSeconds(1), "HTTP status " + status);
        default -> new DeliveryResult.Refused("HTTP status " + status);
      };
    } catch (IOException e) {
      return new DeliveryResult.Deferred(Duration.ofSeconds(1), "no answer: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
