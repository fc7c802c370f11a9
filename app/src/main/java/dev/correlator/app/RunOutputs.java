package dev.correlator.app;

import dev.correlator.api.Event;
import dev.correlator.delivery.Delivery;
import dev.correlator.delivery.DeliveryReport;
import dev.correlator.delivery.Existing;
import dev.correlator.delivery.FailedList;
import dev.correlator.delivery.HandlerOpenException;
import dev.correlator.delivery.HandlerSetup;
import dev.correlator.delivery.JsonlHandler;
import dev.correlator.intake.Rejects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where events go: to the handlers of each application, and to the files that the command line
 * names, which are of all applications. Used by one thread.
 */
final class RunOutputs {

  private final RunRequest request;
  private final FailedList failedList = new FailedList();
  private final List<HandlerOpenException.Problem> problems = new ArrayList<>();
  private final List<Delivery> opened = new ArrayList<>();
  private @Nullable Delivery all;
  private boolean rejectsBegun;

  RunOutputs(RunRequest request) {
    this.request = request;
  }

  /**
   * Makes sure, before anything is opened, that handlers write no file that is read, and none that
   * something else writes. Costs nothing where there are no handlers.
   *
   * @throws RefusedException that tells all of it
   */
  void refuseSameFiles(List<Application> applications) {
    if (applications.stream().allMatch(a -> a.handlers().isEmpty())) {
      return; // the options were looked at with the command line
    }
    Problems same = new Problems();
    files(applications, same);
    same.refuseIfAny();
  }

  /**
   * The files of the run: those that are read, and those that options and handlers write.
   *
   * @param same takes what handlers must not write
   */
  RunFiles files(List<Application> applications, Problems same) {
    RunFiles files = new RunFiles(request.folder(), request.inputs());
    take(Outputs.EVENTS, request.events(), files);
    take(Outputs.FAILED, request.failed(), files);
    take(Outputs.REJECTS, request.rejects(), files);
    take(Outputs.HTML, request.html(), files);
    for (Application a : applications) {
      Map<String, List<Path>> written = written(a);
      for (HandlerInstance h : a.handlers()) {
        String who = "handler '" + h.name() + "'";
        String whose = applications.size() == 1 ? who : who + " of '" + a.name() + "'";
        List<Path> ofHandler = written.getOrDefault(h.name(), List.of());
        String why = files.write(whose, ofHandler);
        if (why != null) {
          same.add(
              h.placeOf(ofHandler, request.folder()), ProblemCode.CFG_REFUSED, whose + " " + why);
        }
      }
    }
    return files;
  }

  private static void take(String option, @Nullable Path file, RunFiles files) {
    if (file != null && !file.equals(RunRequest.STANDARD_OUTPUT)) {
      files.write(option, file);
    }
  }

  /**
   * What the handlers of an application say; those that cannot say it are told with those that
   * cannot be opened.
   */
  private Map<String, List<Path>> written(Application application) {
    try {
      return builder(
              application.name(),
              Logic.of(application, new Problems()).events(),
              application.modules(),
              setups(application))
          .writes();
    } catch (HandlerOpenException e) {
      problems.addAll(e.problems());
      return Map.of();
    }
  }

  private List<HandlerSetup<?>> setups(Application application) {
    List<HandlerSetup<?>> setups = new ArrayList<>();
    for (HandlerInstance h : application.handlers()) {
      setups.add(h.setup(request.standardOutputIsDocument()));
    }
    return setups;
  }

  /** Opens the files for the events of all. */
  void openAll(List<Application> applications) throws InterruptedException {
    List<HandlerSetup<?>> setups = new ArrayList<>();
    Path events = request.events();
    if (events != null) {
      setups.add(
          HandlerSetup.of(
              "--events",
              new JsonlHandler(),
              new JsonlHandler.Config(events, Existing.REPLACE, 1)));
    }
    Path failed = request.failed();
    if (failed != null) {
      FailedList.Config config = FailedList.Config.to(failed);
      setups.add(
          HandlerSetup.of(
              "--failed", failedList, applications.size() > 1 ? config.withApplication() : config));
    }
    if (setups.isEmpty()) {
      return;
    }
    Set<Class<? extends Event>> types = new LinkedHashSet<>();
    applications.forEach(a -> types.addAll(Logic.of(a, new Problems()).events()));
    String names = String.join(",", applications.stream().map(Application::name).toList());
    all = open(builder(names, types, List.of(), setups));
  }

  /** What takes the events of all applications, null where no file was named for them. */
  @Nullable Delivery all() {
    return all;
  }

  /** Opens the handlers of an application; null where it has none, and nothing is written. */
  @Nullable Delivery open(Application application) throws InterruptedException {
    if (application.handlers().isEmpty() && all == null) {
      return null;
    }
    Delivery delivery =
        open(
            builder(
                application.name(),
                Logic.of(application, new Problems()).events(),
                application.modules(),
                setups(application)));
    if (delivery != null && all != null) {
      all.join(delivery);
    }
    return delivery;
  }

  private Delivery.Builder builder(
      String application,
      Set<Class<? extends Event>> types,
      List<ModuleInstance> modules,
      List<HandlerSetup<?>> setups) {
    Delivery.Builder builder =
        Delivery.builder(application)
            .directory(request.directory())
            .types(types)
            .types(OperationalEvents.types())
            .systems(modules.stream().map(ModuleInstance::name).toList())
            .act(request.act());
    setups.forEach(builder::handler);
    return builder;
  }

  private @Nullable Delivery open(Delivery.Builder builder) throws InterruptedException {
    try {
      Delivery delivery = builder.open();
      opened.add(delivery);
      return delivery;
    } catch (HandlerOpenException e) {
      problems.addAll(e.problems());
      return null;
    }
  }

  /**
   * Refuses what could not be opened.
   *
   * @throws RefusedException that tells all of it; the others are closed again
   */
  void refuseIfAny() throws InterruptedException {
    if (problems.isEmpty()) {
      return;
    }
    for (Delivery d : opened) {
      d.close();
    }
    List<Problem> told = new ArrayList<>();
    for (HandlerOpenException.Problem p : new LinkedHashSet<>(problems)) {
      told.add(new Problem(Place.of(p.handler()), ProblemCode.CFG_REFUSED, p.what()));
    }
    throw new RefusedException(told, ExitCode.USAGE);
  }

  /** What takes the records of a reading that cannot be parsed: all readings write one file. */
  Rejects rejects() {
    Path file = request.rejects();
    if (file == null) {
      return new Rejects();
    }
    boolean first = !rejectsBegun;
    rejectsBegun = true;
    try {
      return first ? new Rejects(file) : Rejects.addingTo(file);
    } catch (IOException e) {
      throw Outputs.refused(Outputs.REJECTS, file, e);
    }
  }

  /** All events came: what became of them in the files of all. */
  DeliveryReport close() throws InterruptedException {
    return all == null ? new DeliveryReport(List.of()) : all.close();
  }

  /** What the list of failures holds of an application; null where none was asked for. */
  FailedList.@Nullable Counts failed(Application application) {
    return request.failed() == null
        ? null
        : failedList.counts(
            application.modules().stream().map(ModuleInstance::application).toList());
  }
}
