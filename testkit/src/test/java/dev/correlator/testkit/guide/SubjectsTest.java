package dev.correlator.testkit.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.AuditEvent;
import dev.correlator.api.Event;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.TransactionEvent;
import dev.correlator.testkit.SampleEvent;
import org.junit.jupiter.api.Test;

class SubjectsTest {

  /** Of another plugin: the class is not named in what is tested. */
  record AttemptsExceeded(String addr, int count) implements AuditEvent {}

  record Payment(String customer) implements TransactionEvent {}

  record Quiet(int hours) implements NoticeEvent {}

  private static <E extends Record & Event> String subject(E event) {
    return Subjects.subject(SampleEvent.builder(event).key("shop1", "p-1").build());
  }

  @Test
  void events_ofEachWayToTellThem_areToldByIt() {
    assertThat(subject(new Subjects.DoorLeftOpen("front"))).isEqualTo("door front");
    assertThat(subject(new AttemptsExceeded("203.0.113.7", 5))).isEqualTo("address 203.0.113.7");
    assertThat(subject(new Payment("ann"))).isEqualTo("transaction shop1 p-1");
    assertThat(subject(new Quiet(3))).isEqualTo("Quiet");
  }
}
