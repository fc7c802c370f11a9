package dev.correlator.core;

import static dev.correlator.api.Outcome.COMPLETED;

import dev.correlator.api.ChainFlow;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.Flow;
import dev.correlator.api.KeyPart;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.TransactionEvent;
import dev.correlator.api.TransactionFlow;
import dev.correlator.core.TestRun.NoSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Parcels of a post office: a letter of consignment names its parcels, a parcel the tour that takes
 * it; office, depot and driver write one log.
 */
final class PostOffice {

  private PostOffice() {}

  record Consignment(
      @Nullable String letter,
      @Nullable String parcel,
      @Nullable String tour,
      @Nullable String town,
      int stops)
      implements TransactionEvent {}

  static TransactionFlow letter(Flow flow) {
    return flow.transaction("letter", Select.app("office"), Consignment.class)
        .key(KeyPart.of("letter"))
        .open(Pattern.of("letter {letter} to {town}"))
        .open(Pattern.of("letter {letter} covers {parcel}"))
        .end(COMPLETED, "sealed", Pattern.of("letter {letter} sealed"))
        .fail("refused", Pattern.of("letter {letter} refused"))
        .total(Duration.ofSeconds(60));
  }

  static TransactionFlow parcel(Flow flow) {
    return flow.transaction("parcel", Select.app("depot"), Consignment.class)
        .key(KeyPart.of("parcel"))
        .open(Pattern.of("parcel {parcel} in"))
        .open(Pattern.of("parcel {parcel} onto {tour}"))
        .end(COMPLETED, "out", Pattern.of("parcel {parcel} out"))
        .fail("damaged", Pattern.of("parcel {parcel} damaged"))
        .total(Duration.ofSeconds(100));
  }

  static TransactionFlow tour(Flow flow) {
    return flow.transaction("tour", Select.app("driver"), Consignment.class)
        .key(KeyPart.of("tour"))
        .open(Pattern.of("tour {tour} begins"))
        .open(Pattern.of("tour {tour} at stop"), s -> s.count("stops"))
        .end(COMPLETED, "delivered", Pattern.of("tour {tour} delivered"))
        .fail("nobody at home", Pattern.of("tour {tour} comes back"))
        .idle(Duration.ofSeconds(30));
  }

  static ChainFlow chain(Flow flow) {
    return flow.chain("consignment", Consignment.class)
        .first(letter(flow))
        .then(parcel(flow), "parcel")
        .then(tour(flow), "tour")
        .retryKey("town");
  }

  static TestRun post(String... lines) {
    return TestRun.of((flow, c) -> chain(flow)).lines(lines);
  }

  static TestRun postWithPickUp(String... lines) {
    LogicModule<NoSettings> module =
        (flow, c) ->
            flow.chain("consignment", Consignment.class)
                .first(letter(flow))
                .then(parcel(flow), "parcel")
                .thenIfNamed(tour(flow), "tour");
    return TestRun.of(module).lines(lines);
  }

  static Outcome[] outcomes(TestRun.Result result) {
    return result.events.stream().map(EventEnvelope::outcome).toArray(Outcome[]::new);
  }
}
