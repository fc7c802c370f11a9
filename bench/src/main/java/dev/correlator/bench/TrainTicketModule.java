package dev.correlator.bench;

import dev.correlator.api.Flow;
import dev.correlator.api.KeyPart;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Named;
import dev.correlator.api.Outcome;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.Setting;
import dev.correlator.api.TransactionEvent;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests to micro-services whose records carry the request's trace and the call's span: each
 * request as a whole, its part in each service, and the steps of calls that were reached and must
 * be followed by another.
 */
@Named("trainticket")
public final class TrainTicketModule implements LogicModule<TrainTicketModule.Config> {

  /** What stands between the two statements of a step. */
  static final String FOLLOWED_BY = " > ";

  /** The settings. */
  public record Config(
      @Setting(doc = "Pairs of statements: reached > the one that must follow in the same call")
          List<String> steps,
      @Setting(doc = "How long a step may take, and a request be silent, until it is over")
          Duration patience) {}

  /** A request is over. */
  public record Request(@Nullable String trace, int lines) implements TransactionEvent {}

  /** What one pod did for a request. */
  public record Part(@Nullable String trace, @Nullable String host, int lines)
      implements TransactionEvent {}

  /** A step that was reached. */
  public record Step(@Nullable String trace, @Nullable String span, @Nullable String statements)
      implements TransactionEvent {}

  private static final String BEFORE = "{container:word} {clock:word} {level:word} {? }";
  private static final String BEHIND = " TraceID: {trace:hex} SpanID: {span:hex} {*}";

  /** For the service loader. */
  public TrainTicketModule() {}

  @Override
  public void define(Flow flow, Config c) {
    Pattern any = Pattern.of(BEFORE + "{statement:word}" + BEHIND);
    flow.transaction("request", Select.all(), Request.class)
        .key(KeyPart.of("trace"))
        .open(any, s -> s.count("lines"))
        .quiet(c.patience());
    flow.transaction("part", Select.all(), Part.class)
        .key(KeyPart.of("trace"), KeyPart.HOST)
        .open(any, s -> s.count("lines"))
        .quiet(c.patience());
    for (int i = 0; i < c.steps().size(); i++) {
      String step = c.steps().get(i);
      int between = step.indexOf(FOLLOWED_BY);
      String reached = step.substring(0, between);
      String follows = step.substring(between + FOLLOWED_BY.length());
      flow.transaction("step-" + i, Select.all(), Step.class)
          .key(KeyPart.of("trace"), KeyPart.of("span"))
          .open(
              statement(reached),
              s -> s.set("statements", step).reason("reached " + reached + ", never " + follows))
          .endIfOpen(Outcome.COMPLETED, "followed", statement(follows))
          .total(c.patience());
    }
  }

  private static Pattern statement(String statement) {
    return Pattern.of(BEFORE + statement.replace("{", "{{") + BEHIND);
  }
}
