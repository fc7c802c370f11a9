package dev.correlator.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventTypeNamesTest {

  @Test
  void names_ofAType_areItsOwnAndThoseOfItsEventInterfaces() {
    assertThat(EventTypeNames.of(Sample.Connection.class))
        .containsExactly("Connection", "TransactionEvent");
  }

  @Test
  void names_ofSeveralTypes_areSorted_withoutInnerOnes() {
    assertThat(EventTypeNames.of(List.of(HandlerFailed.class, Sample.Burst.class)))
        .containsExactly("Burst", "ErrorEvent", "HandlerFailed", "WarningEvent");
  }
}
