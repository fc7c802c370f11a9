package dev.correlator.core;

import static dev.correlator.api.Outcome.COMPLETED;
import static dev.correlator.api.Outcome.FAILED;
import static dev.correlator.core.PostOffice.chain;
import static dev.correlator.core.PostOffice.letter;
import static dev.correlator.core.PostOffice.parcel;
import static dev.correlator.core.PostOffice.tour;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correlator.api.KeyPart;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.TransactionEvent;
import dev.correlator.api.TransactionFlow;
import dev.correlator.core.PostOffice.Consignment;
import dev.correlator.core.TestRun.NoSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How chains are described, and what is said about mistakes. */
class ChainDefinitionTest {

  @Test
  void outcomes_ofChainsAndLegs_areTallied() {
    record Numbers(int done, int failed, int letters)
        implements dev.correlator.api.StatisticsEvent {}
    LogicModule<NoSettings> module =
        (flow, c) -> {
          flow.chain("consignment", Consignment.class)
              .first(letter(flow).tally("letters", COMPLETED))
              .then(parcel(flow), "parcel")
              .thenIfNamed(tour(flow), "tour")
              .tally("done", COMPLETED)
              .tally("failed", FAILED);
          flow.statistics(Numbers.class, dev.correlator.api.Calendar.daily());
        };

    TestRun.Result result =
        TestRun.of(module)
            .lines(
                "10:00:00 a office letter L1 covers P1",
                "10:00:00 a office letter L1 sealed",
                "10:00:01 b depot parcel P1 in",
                "10:00:02 b depot parcel P1 out",
                "10:00:03 a office letter L2 sealed",
                "10:00:03 a office letter L3 to Ulm",
                "10:00:03 a office letter L3 sealed",
                "10:00:04 a office letter L4 to Ulm",
                "10:00:04 a office letter L4 refused")
            .run();

    assertThat(result.bodies(Numbers.class)).containsExactly(new Numbers(1, 2, 2));
  }

  @Test
  void stages_ofAChain_sayWhatTheyTakeAndSend() {
    assertThat(TestRun.of((flow, c) -> chain(flow)).program(new Sources()).describe())
        .containsExactly(
            "module/letter depth=0 takes=records sends=leg of consignment",
            "module/parcel depth=0 takes=records sends=leg of consignment",
            "module/tour depth=0 takes=records sends=leg of consignment",
            "module/consignment-1 depth=1 takes=legs letter,parcel sends=Consignment",
            "module/consignment-2 depth=2 takes=legs parcel,tour sends=Consignment");
  }

  @Test
  void mistakes_inAChain_areAllToldAtOnce() {
    record Other(String number) implements TransactionEvent {}
    LogicModule<NoSettings> module =
        (flow, c) -> {
          TransactionFlow other =
              flow.transaction("other", Select.all(), Other.class)
                  .key(KeyPart.HOST, KeyPart.APP)
                  .open(Pattern.of("number {number}"))
                  .retryKey("number")
                  .total(Duration.ofSeconds(1));
          flow.chain("consignment", Consignment.class)
              .first(letter(flow))
              .then(other, "parcels")
              .retryKey("towns");
          flow.chain("single", Other.class).first(other);
          flow.chain("other", Other.class);
        };

    assertThatThrownBy(() -> TestRun.of(module).lines().run())
        .isInstanceOf(ProgramException.class)
        .hasMessageContaining("no component of this name of type String; did you mean 'parcel'?")
        .hasMessageContaining("'other' is a leg already")
        .hasMessageContaining("the key of a later leg is the id alone")
        .hasMessageContaining("'other' is a leg: the retry key is the chain's")
        .hasMessageContaining("no component 'towns' in Consignment; did you mean 'town'?")
        .hasMessageContaining("chain 'single': has fewer than two legs")
        .hasMessageContaining("has two stages named 'other'")
        .hasMessageContaining("nothing fills 'tour' of Consignment");
  }
}
