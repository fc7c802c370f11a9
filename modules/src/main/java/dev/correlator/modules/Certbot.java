package dev.correlator.modules;

import static dev.correlator.api.KeyPart.HOST;
import static dev.correlator.api.KeyPart.PROC_ID;
import static dev.correlator.api.Outcome.COMPLETED;
import static dev.correlator.api.Outcome.FAILED;

import dev.correlator.api.Calendar;
import dev.correlator.api.EventType;
import dev.correlator.api.Flow;
import dev.correlator.api.LogicModule;
import dev.correlator.api.Named;
import dev.correlator.api.Pattern;
import dev.correlator.api.Select;
import dev.correlator.api.Setting;
import dev.correlator.api.StatisticsEvent;
import dev.correlator.api.Step;
import dev.correlator.api.TransactionEvent;
import dev.correlator.api.TransactionFlow;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Certbot, versions 0.3 to 5: every run with what came of it. All that one process writes is a run;
 * it does not say when it is done, so that a run is sent when its process has been silent for a
 * time. Texts of its own failures have "Failed" or "failed" in them somewhere, with few exceptions.
 */
@Named(value = "certbot", description = "Runs of Certbot: what was renewed, and what failed")
public final class Certbot implements LogicModule<Certbot.Config> {

  /** Under its own name, as Snap starts it, and as it was called before version 0.6. */
  private static final Select PROGRAMS = Select.app("certbot", "certbot.renew", "letsencrypt");

  private static final String SIMULATED = "simulated";

  private static final String CERTIFICATE = "{:certificate|cert}";

  /** For the service loader. */
  public Certbot() {}

  /** The settings. */
  public record Config(
      @Setting(
              doc = "A run is over when its process has been silent for so long",
              def = "10m",
              min = 1)
          Duration quiet) {}

  /**
   * A run has ended.
   *
   * @param mode {@code simulated} of a dry run, which changes nothing; else null
   * @param certificate that the run dealt with last; of a run that failed, that failed first
   * @param renewed certificates that were renewed
   * @param notRenewed certificates that could not be renewed
   * @param notDue certificates whose time has not come
   * @param problem what Certbot said about the first failure
   */
  @EventType(
      title = "Runs",
      summary = "{outcome} ({reason}): {certificate}, {renewed} renewed, {problem}",
      columns = {"certificate", "renewed", "notRenewed", "problem"})
  public record Run(
      @Nullable String mode,
      @Nullable String certificate,
      int renewed,
      int notRenewed,
      int notDue,
      @Nullable String problem)
      implements TransactionEvent {}

  /**
   * The numbers of a day.
   *
   * @param completed runs in which nothing failed
   * @param failed runs in which something failed
   * @param renewed certificates that were renewed
   * @param notRenewed certificates that could not be renewed
   * @param obtained certificates that were asked for by name and received
   */
  public record Daily(long completed, long failed, long renewed, long notRenewed, long obtained)
      implements StatisticsEvent {}

  @Override
  public void define(Flow flow, Config c) {
    TransactionFlow run =
        flow.transaction("run", PROGRAMS, Run.class)
            .key(HOST, PROC_ID)
            .quiet(c.quiet())
            .reasons(
                "locked out",
                "not authenticated",
                "hook failed",
                "configuration broken",
                "wrong use",
                "renewal failed",
                "unexpected error",
                "failed")
            .tally("completed", COMPLETED)
            .tally("failed", FAILED);
    failures(run);
    simulations(run, c);
    endings(run, c);
    steps(run);
    run.open(Pattern.of("{?{before} }0 failed{rest}"))
        .open(Pattern.of("{problem}Failed{*}"), Certbot::hasFailed)
        .open(Pattern.of("{?{problem} }failed{?{:.|,|:|;| }{rest}}"), Certbot::hasFailed)
        .open(Pattern.of("{*}"));
    flow.statistics(Daily.class, Calendar.daily());
  }

  private static void failures(TransactionFlow run) {
    Consumer<Step> first = s -> s.keep("certificate", "problem");
    run.open(
            Pattern.of("Another instance of Certbot is already running.{*}"),
            s -> s.reason("locked out"))
        .open(
            Pattern.of(
                "{:Certbot failed to authenticate some domains|Some challenges have"
                    + " failed|Challenge failed for domain }{*}"),
            s -> s.reason("not authenticated"))
        .open(Pattern.of("{?  }Detail: {problem}"), s -> s.keep("problem"))
        .open(
            Pattern.of(
                "Failed to renew certificate {certificate} with error: Some challenges have"
                    + " failed.{*}"),
            s -> s.keep("certificate").reason("not authenticated"))
        .open(
            Pattern.of("Failed to renew certificate {certificate} with error: {problem}"),
            first.andThen(s -> s.reason("renewal failed")))
        .open(
            Pattern.of(
                "Attempting to renew cert ({certificate}) from {file} produced an unexpected error:"
                    + " {problem}"),
            first.andThen(s -> s.reason("renewal failed")))
        .open(
            Pattern.of(
                "{:Hook '{hook}'|{hook} command \"{command}\"} {:reported|returned} error code"
                    + " {problem}"),
            s -> s.keep("problem").reason("hook failed"))
        .open(
            Pattern.of(
                "Renewal configuration file {problem} {:is broken|produced an unexpected"
                    + " error}{*}"),
            s -> s.keep("problem").reason("configuration broken"))
        .open(
            Pattern.of("No {:certificate|cert} found with name {problem}"),
            s -> s.keep("problem").reason("wrong use"))
        .open(Pattern.of("certbot: error: {problem}"), s -> s.keep("problem").reason("wrong use"))
        .open(Pattern.of("An unexpected error occurred:{*}"), s -> s.reason("unexpected error"))
        .open(
            Pattern.of("{exception:word}Error: {problem}"),
            s -> s.keep("problem").reason("unexpected error"))
        .open(Pattern.of("0 renew failure(s), 0 parse failure(s){*}"))
        .open(
            Pattern.of("0 renew failure(s), {broken:int} parse failure(s){*}"),
            s -> s.reason("configuration broken"))
        .open(
            Pattern.of("{more:int} renew failure(s), {broken:int} parse failure(s){*}"),
            s -> s.reason("renewal failed"))
        .open(
            Pattern.of("{path} (failure)"),
            s -> s.unless("mode").count("notRenewed").tally("notRenewed"))
        .open(
            Pattern.of("{:All|The following} {?simulated }renewal{:s| attempts} failed{*}"),
            s -> s.reason("renewal failed"))
        // Where only the advice says that something has failed.
        .open(Pattern.of("Ask for help or search for solutions at {*}"), s -> s.reason("failed"));
  }

  private static void hasFailed(Step s) {
    s.keep("problem").reason("failed");
  }

  /** A dry run says so before it counts, and renews nothing. */
  private static void simulations(TransactionFlow run, Config c) {
    Consumer<Step> simulated = s -> s.set("mode", SIMULATED);
    run.open(
            Pattern.of("Simulating renewal of an existing certificate for {certificate}"),
            simulated)
        .open(Pattern.of("Simulating a certificate request for {certificate}"), simulated)
        .open(Pattern.of("** DRY RUN: simulating {*}"), simulated);
    ending(run, c, SIMULATED, "Congratulations, all simulated renewals succeeded{*}", simulated);
    ending(
        run, c, SIMULATED, "{?IMPORTANT NOTES: }{? }{?- }The dry run was successful.", simulated);
  }

  /** What a run says at its end, if it has not said before that something has failed. */
  private static void endings(TransactionFlow run, Config c) {
    ending(run, c, "renewed", "Congratulations, all renewals succeeded{*}", s -> {});
    ending(run, c, "obtained", "Successfully received certificate.", s -> s.tally("obtained"));
    ending(
        run,
        c,
        "obtained",
        "{?IMPORTANT NOTES: }{? }- Congratulations! Your certificate and chain have been saved{*}",
        s -> s.tally("obtained"));
    ending(run, c, "not due", "No renewals were attempted.{*}", s -> {});
    ending(
        run,
        c,
        "not due",
        "{:Certificate|Cert} not yet due for renewal; no action taken.{*}",
        s -> s.count("notDue"));
    ending(run, c, "not due", "Keeping the existing certificate{*}", s -> s.count("notDue"));
    ending(
        run,
        c,
        "listed",
        "{:Found the following |No }" + CERTIFICATE + "s{: found.|:}{*}",
        s -> {});
    ending(
        run,
        c,
        "revoked",
        "Congratulations! You have successfully revoked the certificate {*}",
        s -> {});
    ending(run, c, "deleted", "Deleted all files relating to certificate {certificate}", s -> {});
  }

  private static void ending(
      TransactionFlow run, Config c, String reason, String text, Consumer<Step> more) {
    run.open(
        Pattern.of(text),
        more.andThen(s -> s.unless("problem").total(c.quiet(), COMPLETED, reason)));
  }

  private static void steps(TransactionFlow run) {
    run.open(
            Pattern.of("{path} (success)"), s -> s.unless("mode").count("renewed").tally("renewed"))
        .open(Pattern.of("{path} (skipped)"), s -> s.count("notDue"))
        .open(
            Pattern.of("Renewing an existing " + CERTIFICATE + "{? for {certificate}}"),
            s -> s.unless("problem"))
        .open(
            Pattern.of("Requesting a " + CERTIFICATE + " for {certificate}"),
            s -> s.unless("problem"))
        // What they name may have a "failed" in its name.
        .open(Pattern.of("Processing {file}"))
        .open(Pattern.of("Successfully deployed certificate for {*}"));
  }
}
