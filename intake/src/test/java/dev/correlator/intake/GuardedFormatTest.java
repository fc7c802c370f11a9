package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedFormatTest {

  private final Logger logger = Logger.getLogger(GuardedFormat.class.getName());
  private final List<String> told = new ArrayList<>();
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord logged) {
          told.add(String.valueOf(logged.getParameters()[1]));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.addHandler(listener);
  }

  @AfterEach
  void listenNoMore() {
    logger.removeHandler(listener);
    logger.setUseParentHandlers(true);
  }

  /** Throws in fit where it is told to, and in its parser always. */
  private record Torn(boolean fits, boolean parses) implements RecordFormat {
    @Override
    public int fit(byte[] bytes, int from, int to) {
      return fits ? 50 : bytes[to + 1_000];
    }

    @Override
    public RecordParser parser() {
      if (!parses) {
        throw new AssertionError("no parser");
      }
      return (bytes, from, to, header) -> {
        throw new IllegalStateException("torn");
      };
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void parser_thatThrows_rejects_andIsToldOnce(boolean parses) {
    RecordParser parser = new GuardedFormat("torn", new Torn(true, parses)).parser();

    for (int i = 0; i < 3; i++) {
      assertThat(parser.parse(new byte[20], 0, 5, new RecordHeader()))
          .isEqualTo(Rejection.PARSER_FAILED);
    }

    assertThat(told).hasSize(1);
    assertThat(told.get(0))
        .startsWith(
            parses ? "java.lang.IllegalStateException: torn, at " : "java.lang.AssertionError");
  }

  @Test
  void fit_thatThrows_isNone() {
    assertThat(new GuardedFormat("torn", new Torn(false, true)).fit(new byte[20], 0, 5)).isZero();
    assertThat(new GuardedFormat("torn", new Torn(true, true)).fit(new byte[20], 0, 5))
        .isEqualTo(50);
    assertThat(told).hasSize(1);
  }

  @Test
  void formatsOfOurOwn_areNotGuarded() {
    RecordFormat own = new Rfc5424Format();

    assertThat(GuardedFormat.of("rfc5424", own)).isSameAs(own);
  }

  /** What the interface gains must be passed on: it would be lost to formats of plugins alone. */
  @Test
  void guard_passesOnAllThatTheInterfaceHas() throws NoSuchMethodException {
    for (Method method : RecordFormat.class.getMethods()) {
      assertThat(
              GuardedFormat.class
                  .getMethod(method.getName(), method.getParameterTypes())
                  .getDeclaringClass())
          .as(method.toString())
          .isEqualTo(GuardedFormat.class);
    }
    RecordParser parser = new GuardedFormat("torn", new Torn(true, true)).parser();
    for (Method method : RecordParser.class.getMethods()) {
      assertThat(
              parser
                  .getClass()
                  .getMethod(method.getName(), method.getParameterTypes())
                  .getDeclaringClass())
          .as(method.toString())
          .isEqualTo(parser.getClass());
    }
  }
}
