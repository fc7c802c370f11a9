package dev.correlator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correlator.api.Named;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The kit finds what it is there to find, and the formats of the program keep the contract. */
class FormatContractTest {

  /** A format that keeps the contract: {@code #host text}; subclasses each break it in one way. */
  @Named("good")
  public static class Good implements RecordFormat {
    @Override
    public int fit(byte[] bytes, int from, int to) {
      return parse(bytes, from, to, new RecordHeader()) == null ? 100 : 0;
    }

    @Override
    public RecordParser parser() {
      return this::parse;
    }

    @Nullable Rejection parse(byte[] bytes, int from, int to, RecordHeader header) {
      if (from == to || bytes[from] != '#') {
        return Rejection.HEADER;
      }
      int blank = from + 1;
      while (blank < to && bytes[blank] != ' ') {
        blank++;
      }
      if (blank == to) {
        return Rejection.HEADER;
      }
      header.hostFrom = from + 1;
      header.hostTo = blank;
      header.textFrom = blank + 1;
      header.textTo = to;
      return null;
    }
  }

  public static final class Nameless implements RecordFormat {
    private final Good good = new Good();

    @Override
    public int fit(byte[] bytes, int from, int to) {
      return good.fit(bytes, from, to);
    }

    @Override
    public RecordParser parser() {
      return good.parser();
    }
  }

  @Named("good")
  public static final class FitsTooWell extends Good {
    @Override
    public int fit(byte[] bytes, int from, int to) {
      return 2 * super.fit(bytes, from, to);
    }
  }

  @Named("good")
  public static final class NeverFits extends Good {
    @Override
    public int fit(byte[] bytes, int from, int to) {
      return 0;
    }
  }

  @Named("good")
  public static final class TakesAll extends Good {
    @Override
    @Nullable Rejection parse(byte[] bytes, int from, int to, RecordHeader header) {
      super.parse(bytes, from, to, header);
      return null;
    }
  }

  /** Looks for the blank without an eye on the end. */
  @Named("good")
  public static final class RunsOn extends Good {
    @Override
    @Nullable Rejection parse(byte[] bytes, int from, int to, RecordHeader header) {
      int blank = from;
      while (bytes[blank] != ' ') {
        blank++;
      }
      return super.parse(bytes, from, to, header);
    }
  }

  /** Looks at the byte before the record. */
  @Named("good")
  public static final class LooksBack extends Good {
    @Override
    @Nullable Rejection parse(byte[] bytes, int from, int to, RecordHeader header) {
      return from > 0 && bytes[from - 1] == '|'
          ? Rejection.TIME
          : super.parse(bytes, from, to, header);
    }
  }

  /** Takes the byte behind the record for its own. */
  @Named("good")
  public static final class LooksBehind extends Good {
    @Override
    @Nullable Rejection parse(byte[] bytes, int from, int to, RecordHeader header) {
      Rejection rejection = super.parse(bytes, from, to, header);
      return rejection == null && bytes[to] == '9' ? Rejection.TIME : rejection;
    }
  }

  @Named("good")
  public static final class ReachesOut extends Good {
    @Override
    @Nullable Rejection parse(byte[] bytes, int from, int to, RecordHeader header) {
      Rejection rejection = super.parse(bytes, from, to, header);
      header.textTo = to + 1;
      return rejection;
    }
  }

  @Named("good")
  public static final class RepeatsNothing extends Good {
    @Override
    @Nullable Rejection parse(byte[] bytes, int from, int to, RecordHeader header) {
      header.repeat = 0;
      return super.parse(bytes, from, to, header);
    }
  }

  @Named("good")
  public static final class HasAnOddPriority extends Good {
    @Override
    @Nullable Rejection parse(byte[] bytes, int from, int to, RecordHeader header) {
      header.priority = 200;
      return super.parse(bytes, from, to, header);
    }
  }

  @Named("good")
  public static final class Remembers extends Good {
    @Override
    public RecordParser parser() {
      int[] count = {0};
      return (bytes, from, to, header) -> {
        header.priority = count[0]++ % 190;
        return parse(bytes, from, to, header);
      };
    }
  }

  @Named("good")
  public static final class Scribbles extends Good {
    @Override
    @Nullable Rejection parse(byte[] bytes, int from, int to, RecordHeader header) {
      if (to > from && bytes[from] == '#' && bytes[to - 1] == 't') {
        bytes[to - 1] = 'T';
      }
      return super.parse(bytes, from, to, header);
    }
  }

  /** Is at home on the thread that used it first. */
  @Named("good")
  public static final class IsOfOneThread extends Good {
    private volatile @Nullable Thread home;

    @Override
    @Nullable Rejection parse(byte[] bytes, int from, int to, RecordHeader header) {
      Thread first = home;
      if (first == null) {
        first = Thread.currentThread();
        home = first;
      }
      header.priority = first.equals(Thread.currentThread()) ? 1 : 2;
      return super.parse(bytes, from, to, header);
    }
  }

  private static FormatContract contract(Supplier<? extends RecordFormat> format) {
    return FormatContract.of(format).accepts("#web1 a text", "#h t", "# ").refuses("web1 a text");
  }

  private static List<String> wrong(Supplier<? extends RecordFormat> format) {
    List<String> wrong = new ArrayList<>();
    for (Check check : contract(format).checks()) {
      try {
        check.run();
      } catch (AssertionError e) {
        wrong.add(String.valueOf(e.getMessage()));
      }
    }
    return wrong;
  }

  @Test
  void format_thatKeepsTheContract_passes() {
    contract(Good::new).verify();
  }

  @Test
  void format_thatBreaksIt_isFoundOut() {
    assertThat(wrong(Nameless::new)).singleElement().asString().contains("has no @Named");
    assertThat(wrong(FitsTooWell::new)).isNotEmpty().allMatch(w -> w.contains("fit is 200"));
    assertThat(wrong(NeverFits::new)).singleElement().asString().contains("its fit is 0");
    assertThat(wrong(TakesAll::new)).singleElement().asString().contains("'web1 a text' is taken");
    assertThat(wrong(RunsOn::new)).isNotEmpty().allMatch(w -> w.contains("parse threw"));
    assertThat(wrong(LooksBack::new))
        .singleElement()
        .asString()
        .contains("between bytes 124 is another record");
    assertThat(wrong(LooksBehind::new))
        .singleElement()
        .asString()
        .contains("between bytes 57 is another record");
    assertThat(wrong(ReachesOut::new))
        .isNotEmpty()
        .anyMatch(w -> w.contains("'#web1 a text': its text is said to be bytes 6 to 13 of 12"));
    assertThat(wrong(RepeatsNothing::new)).isNotEmpty().allMatch(w -> w.contains("repeat is 0"));
    assertThat(wrong(HasAnOddPriority::new)).anyMatch(w -> w.contains("priority is 200"));
    assertThat(wrong(Remembers::new))
        .anyMatch(w -> w.contains("is another record to a parser that was used before"));
    assertThat(wrong(Scribbles::new)).anyMatch(w -> w.contains("'#web1 a text' was changed"));
    assertThat(wrong(IsOfOneThread::new))
        .singleElement()
        .asString()
        .contains("is another record while others are parsed");
  }

  @Test
  void contract_withoutLines_asksForThem() {
    assertThatThrownBy(FormatContract.of(Good::new)::verify)
        .hasMessageContaining("name some with accepts")
        .hasMessageContaining("name some with refuses");
  }

  /** All formats that are installed, on the samples of their reference. */
  @TestFactory
  Stream<DynamicTest> formatsOfTheProgram_keepTheContract() {
    return ServiceLoader.load(RecordFormat.class).stream()
        .flatMap(provider -> {
          String name = provider.type().getAnnotation(Named.class).value();
          String line =
              switch (name) {
                case "rfc3164-file" -> "Mar  2 00:00:01 web1 sshd[4711]: text";
                case "rfc3164" -> "<86>Mar  2 00:00:01 web1 sshd[4711]: text";
                case "rfc5424" ->
                    "<86>1 2026-03-02T00:00:01.123456+01:00 web1 sshd 4711 - [a b=\"c\"] text";
                case "iso" -> "2026-03-02T00:00:01.123456+01:00 web1 sshd[4711]: text";
                case "json" ->
                    "{\"time\":\"2026-03-02T00:00:01Z\",\"host\":\"web1\",\"msg\":\"a"
                        + " \\\"text\\\"\"}";
                case "logging" -> "2026-03-02 08:00:00,123 [main] WARN  com.example.Cart - text";
                case "jul" -> "Mar 02, 2026 8:00:00 AM com.example.Cart add\nSEVERE: text";
                case "docker" ->
                    "{\"log\":\"a \\\"text\\\"\\n\",\"stream\":\"stdout\","
                        + "\"time\":\"2026-03-02T00:00:01.123456789Z\"}";
                case "cri" -> "2026-03-02T00:00:01.123456789+01:00 stdout F text";
                case "klog" -> "E0302 00:00:01.123456    4711 pods.go:123] text";
                case "access" ->
                    "192.0.2.7 - ann [02/Mar/2026:00:00:01 +0100] \"GET / HTTP/1.1\" 200 2326 \"-\""
                        + " \"curl/8.5\"";
                case "journald-json" ->
                    "{\"__REALTIME_TIMESTAMP\":\"1772409601123456\",\"_HOSTNAME\":\"web1\","
                        + "\"SYSLOG_IDENTIFIER\":\"sshd\",\"_PID\":\"4711\",\"MESSAGE\":\"text\"}";
                case "journald-export" ->
                    "__REALTIME_TIMESTAMP=1772409601123456\n_HOSTNAME=web1\nMESSAGE=text";
                case "untimed" -> "web1 sshd[4711]: text";
                default -> throw new AssertionError("no sample of " + name);
              };
          return FormatContract.of(provider).accepts(line).refuses("").checks().stream()
              .map(check -> DynamicTest.dynamicTest(name + " " + check.name(), check::run));
        });
  }
}
