package dev.correlator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.correlator.api.DeliveryResult;
import dev.correlator.api.Event;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.EventHandler;
import dev.correlator.api.HandlerContext;
import dev.correlator.api.Interest;
import dev.correlator.api.MessageFormat;
import dev.correlator.api.Named;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kit finds what it is there to find. */
class HandlerContractTest {

  @TempDir Path folder;

  public record Config() {}

  /** A handler that keeps the contract; subclasses each break it in one way. */
  @Named("good")
  public static class Good implements EventHandler<Config> {
    @Override
    public void open(Config config, HandlerContext context) {}

    @Override
    public List<DeliveryResult> handle(List<EventEnvelope<?>> batch)
        throws IOException, InterruptedException {
      return Collections.nCopies(batch.size(), DeliveryResult.DELIVERED);
    }

    @Override
    public void close() throws IOException {}
  }

  @Named("good")
  public static final class ClosesOnce extends Good {
    private boolean closed;

    @Override
    public void close() throws IOException {
      if (closed) {
        throw new IOException("closed already");
      }
      closed = true;
    }
  }

  @Named("good")
  public static final class NeedsOpen extends Good {
    private boolean open;

    @Override
    public void open(Config config, HandlerContext context) {
      open = true;
    }

    @Override
    public void close() throws IOException {
      if (!open) {
        throw new IOException("never opened");
      }
    }
  }

  @Named("good")
  public static final class OneResult extends Good {
    @Override
    public List<DeliveryResult> handle(List<EventEnvelope<?>> batch) {
      return List.of(DeliveryResult.DELIVERED);
    }
  }

  @Named("good")
  public static final class RefusesDuplicates extends Good {
    private final List<String> seen = new ArrayList<>();

    @Override
    public List<DeliveryResult> handle(List<EventEnvelope<?>> batch) {
      for (EventEnvelope<?> event : batch) {
        if (seen.contains(event.id())) {
          throw new IllegalStateException("seen " + event.id());
        }
        seen.add(event.id());
      }
      return Collections.nCopies(batch.size(), DeliveryResult.DELIVERED);
    }
  }

  @Named("good")
  public static final class TripsOverControls extends Good {
    @Override
    public List<DeliveryResult> handle(List<EventEnvelope<?>> batch) {
      for (EventEnvelope<?> event : batch) {
        if (event.message(MessageFormat.TEXT).indexOf('\u0000') >= 0) {
          throw new IllegalArgumentException("NUL");
        }
      }
      return Collections.nCopies(batch.size(), DeliveryResult.DELIVERED);
    }
  }

  @Named("good")
  public static final class NeedsARecord extends Good {
    @Override
    @SuppressWarnings("NullAway") // the fault that is to be found
    public List<DeliveryResult> handle(List<EventEnvelope<?>> batch) {
      for (EventEnvelope<?> event : batch) {
        event.record().text();
      }
      return Collections.nCopies(batch.size(), DeliveryResult.DELIVERED);
    }
  }

  @Named("good")
  public static final class SharesState extends Good {
    private static int open;

    @Override
    public void open(Config config, HandlerContext context) {
      open = 1;
    }

    @Override
    public List<DeliveryResult> handle(List<EventEnvelope<?>> batch) throws IOException {
      if (open == 0) {
        throw new IOException("not open");
      }
      return Collections.nCopies(batch.size(), DeliveryResult.DELIVERED);
    }

    @Override
    public void close() {
      open = 0;
    }
  }

  @Named("good")
  public static final class SpoiltByAnException extends Good {
    private boolean inside;

    @Override
    public List<DeliveryResult> handle(List<EventEnvelope<?>> batch) {
      for (EventEnvelope<?> event : batch) {
        if (inside) {
          throw new IllegalStateException("still inside another event");
        }
        inside = true;
        event.fields();
        inside = false;
      }
      return Collections.nCopies(batch.size(), DeliveryResult.DELIVERED);
    }
  }

  @Named("good")
  public static final class DeadAfterAnInterrupt extends Good {
    private boolean dead;

    @Override
    public List<DeliveryResult> handle(List<EventEnvelope<?>> batch) throws IOException {
      dead |= Thread.interrupted();
      if (dead) {
        throw new IOException("the channel is closed");
      }
      return Collections.nCopies(batch.size(), DeliveryResult.DELIVERED);
    }
  }

  @Named("Bad Name")
  public static final class BadlyNamed extends Good {}

  static final class Hidden extends Good {}

  public record Own(String text) implements NoticeEvent {}

  @Named("good")
  public static final class OwnEventsOnly extends Good {
    @Override
    public Interest interest(Config config) {
      return new Interest(Set.of(Own.class), Severity.DEBUG);
    }

    @Override
    public List<DeliveryResult> handle(List<EventEnvelope<?>> batch) {
      for (EventEnvelope<?> event : batch) {
        Own own = (Own) event.event();
        if (own.text() != null && own.text().length() > 1_000_000) {
          throw new IllegalArgumentException(own.text());
        }
      }
      return Collections.nCopies(batch.size(), DeliveryResult.DELIVERED);
    }
  }

  private HandlerContract<Config> contract(Supplier<? extends EventHandler<Config>> handler) {
    return HandlerContract.of(handler, dir -> new Config(), folder);
  }

  private List<String> broken(Supplier<? extends EventHandler<Config>> handler) {
    List<String> names = new ArrayList<>();
    for (Check check : contract(handler).checks()) {
      try {
        check.run();
      } catch (AssertionError e) {
        assertThat(e).hasMessageStartingWith(check.name() + ": ");
        names.add(check.name());
      }
    }
    return names;
  }

  @Test
  void handler_thatKeepsTheContract_passes() {
    contract(Good::new).verify();
  }

  @Test
  void handler_thatBreaksIt_isFoundOut() {
    assertThat(broken(ClosesOnce::new))
        .containsExactly("closes twice", "closes twice after events");
    assertThat(broken(NeedsOpen::new)).containsExactly("closes without having been opened");
    assertThat(broken(OneResult::new)).contains("takes a batch of a thousand");
    assertThat(broken(RefusesDuplicates::new)).contains("takes the same events again");
    assertThat(broken(TripsOverControls::new)).contains("takes hostile text");
    assertThat(broken(NeedsARecord::new)).containsExactly("takes missing values");
    assertThat(broken(SharesState::new)).containsExactly("works in two instances at once");
    assertThat(broken(SpoiltByAnException::new))
        .containsExactly("goes on after an event that cannot be read");
    assertThat(broken(DeadAfterAnInterrupt::new)).containsExactly("goes on after an interrupt");
    assertThat(broken(BadlyNamed::new)).containsExactly("can be found by its name");
    assertThat(broken(Hidden::new)).containsExactly("can be found by its name");
  }

  @Test
  void handler_ofEventsOfItsOwn_isGivenThose() {
    assertThat(broken(OwnEventsOnly::new)).contains("takes a batch of one");

    Set<Class<? extends Event>> own = Set.of(Own.class);
    contract(OwnEventsOnly::new).withEventsOf(own).verify();
  }

  @Test
  void everyMistake_whenVerified_isNamedAtOnce() {
    assertThat(catchThrowableOfType(AssertionError.class, () -> contract(ClosesOnce::new).verify()))
        .hasMessageContaining("closes twice: ")
        .hasMessageContaining("closes twice after events: ")
        .hasMessageContaining("closed already");
  }
}
