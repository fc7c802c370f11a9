package dev.correlator.app;

import dev.correlator.api.AuditEvent;
import dev.correlator.api.ErrorEvent;
import dev.correlator.api.Event;
import dev.correlator.api.Filter;
import dev.correlator.api.NoticeEvent;
import dev.correlator.api.StatisticsEvent;
import dev.correlator.api.TransactionEvent;
import dev.correlator.api.WarningEvent;
import dev.correlator.app.ConfigNode.Scalar;
import dev.correlator.delivery.EventTypeNames;
import dev.correlator.expressions.ExpressionException;
import dev.correlator.expressions.Expressions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the {@code on} and {@code when} of an application's handlers stand for. Costs nothing
 * where there are none.
 */
final class HandlerBinding {

  /** The interfaces that stand for all events of a kind. */
  private static final List<Class<? extends Event>> KINDS =
      List.of(
          ErrorEvent.class,
          WarningEvent.class,
          NoticeEvent.class,
          AuditEvent.class,
          TransactionEvent.class,
          StatisticsEvent.class);

  private final Problems problems;

  HandlerBinding(Problems problems) {
    this.problems = problems;
  }

  /** The application with its handlers bound. */
  Application bind(Application application) {
    boolean needed = false;
    for (HandlerInstance handler : application.handlers()) {
      needed |= !handler.on().isEmpty() || handler.when() != null;
    }
    if (!needed) {
      return application;
    }
    Set<Class<? extends Event>> events = events(application, problems);
    List<HandlerInstance> bound = new ArrayList<>();
    for (HandlerInstance handler : application.handlers()) {
      Set<Class<? extends Event>> types = types(handler.interest(), events);
      bound.add(handler.bound(types, filter(handler.interest(), types.isEmpty() ? events : types)));
    }
    return application.withHandlers(bound);
  }

  /** Tells what is wrong with the interests of handlers where an application cannot be run. */
  void check(HandlerInterest.Unbound unbound) {
    Problems ofLogic = new Problems(); // of modules that nobody wrote so
    Set<Class<? extends Event>> events = Set.of();
    if (unbound.eventsKnown()) {
      events = events(unbound.application(), ofLogic);
    }
    for (HandlerInterest interest : unbound.interests()) {
      if (unbound.eventsKnown() && ofLogic.isEmpty()) {
        Set<Class<? extends Event>> types = types(interest, events);
        filter(interest, types.isEmpty() ? events : types);
      } else {
        filter(interest, null);
      }
    }
  }

  private static Set<Class<? extends Event>> events(Application application, Problems problems) {
    Set<Class<? extends Event>> events =
        new LinkedHashSet<>(Logic.of(application, problems).events());
    events.addAll(OperationalEvents.types());
    return events;
  }

  /** What {@code on} stands for. */
  private Set<Class<? extends Event>> types(
      HandlerInterest interest, Set<Class<? extends Event>> events) {
    SortedMap<String, Set<Class<? extends Event>>> byName = new TreeMap<>();
    for (Class<? extends Event> kind : KINDS) { // also where this application raises none of them
      byName.put(kind.getSimpleName(), new LinkedHashSet<>());
    }
    for (Class<? extends Event> type : events) {
      for (String name : EventTypeNames.of(type)) {
        byName.computeIfAbsent(name, unseen -> new LinkedHashSet<>()).add(type);
      }
    }
    Set<Class<? extends Event>> types = new LinkedHashSet<>();
    for (Scalar on : interest.on()) {
      Set<Class<? extends Event>> named = byName.get(on.text());
      if (named == null) {
        problems.add(
            on.place(),
            ProblemCode.CFG_UNKNOWN_NAME,
            "'"
                + Printable.text(on.text())
                + "' under 'on' of handler '"
                + interest.handler()
                + "' is no event of this application"
                + Spelling.hint(on.text(), byName.keySet(), "its events"));
      } else {
        types.addAll(named);
      }
    }
    return types;
  }

  /**
   * What {@code when} stands for.
   *
   * @param types the events that it is asked of, null where they are not known
   */
  private @Nullable Filter filter(
      HandlerInterest interest, @Nullable Set<Class<? extends Event>> types) {
    Scalar when = interest.when();
    if (when == null) {
      return null;
    }
    try {
      if (types == null) {
        Expressions.checkForAnyEvents(when.text());
        return null;
      }
      return Expressions.compile(when.text(), types);
    } catch (ExpressionException e) {
      for (ExpressionException.Problem problem : e.problems()) {
        addProblem(interest.handler(), when, problem);
      }
      return null;
    }
  }

  private void addProblem(String handler, Scalar when, ExpressionException.Problem problem) {
    Place text = when.textPlace();
    Place place =
        text == null
            ? when.place()
            : new Place(text.origin(), text.line(), text.column() + problem.column() - 1);
    String part = text == null ? ", line " + problem.line() + ", column " + problem.column() : "";
    problems.add(
        place,
        ProblemCode.CFG_FILTER,
        "'when' of handler '" + handler + "'" + part + ": " + problem.message());
  }
}
