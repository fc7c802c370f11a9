package dev.correlator.delivery;

import dev.correlator.api.DeliveryResult;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.EventHandler;
import dev.correlator.core.CodePlace;
import dev.correlator.core.VisibleText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one call of a handler gave. */
sealed interface Attempt {

  /** A result for each event. */
  record Answered(List<DeliveryResult> results, boolean late) implements Attempt {}

  /**
   * No result.
   *
   * @param reason why, in words
   * @param late whether the call took too long
   * @param splits whether some of the events may do better without the others: the code threw, it
   *     was not the outside world that failed
   */
  record Broken(String reason, boolean late, boolean splits) implements Attempt {}

  /** Calls the handler, timed; whatever it does is an attempt, not an exception. */
  static Attempt of(EventHandler<?> handler, List<EventEnvelope<?>> events, CallWatch watch) {
    List<DeliveryResult> results = null;
    Throwable thrown = null;
    watch.begin();
    try {
      results = handler.handle(events);
    } catch (Exception | Error e) {
      thrown = ofHandler(e);
    }
    boolean late = watch.end();
    if (thrown != null) {
      boolean splits = late || !(thrown instanceof IOException);
      return new Broken(late ? "took too long" : inWords(thrown), late, splits);
    }
    return checked(results, events.size(), late);
  }

  /**
   * What a handler threw, which is settled where it is called.
   *
   * @throws VirtualMachineError where it is none of the handler's: no more memory, for one
   */
  static Throwable ofHandler(Throwable thrown) {
    if (thrown instanceof VirtualMachineError e && !(e instanceof StackOverflowError)) {
      throw e;
    }
    return thrown;
  }

  private static Attempt checked(@Nullable List<DeliveryResult> results, int events, boolean late) {
    int size = results == null ? 0 : results.size();
    if (results == null || size != events) {
      return new Broken(
          "gave another number of results, " + size + ", than of events, " + events, late, false);
    }
    for (DeliveryResult result : results) {
      if (result == null) { // the contract is compiled, a plugin may not be
        return new Broken("gave a result that is null", late, false);
      }
    }
    return new Answered(results, late);
  }

  /**
   * An exception as a reason, safe to show: what a handler wrote for its user as it stands,
   * anything else with its kind in front; what is a mistake of the code, with its place.
   */
  static String inWords(Throwable thrown) {
    String message = thrown.getMessage();
    String kind =
        switch (thrown) {
          case NoSuchFileException e -> "there is no such file or folder";
          case FileAlreadyExistsException e -> "a file is in the way";
          case AccessDeniedException e -> "permission denied";
          default -> thrown.getClass().getSimpleName();
        };
    if (thrown.getClass().equals(FileSystemException.class) && message != null) {
      return Losses.cut(VisibleText.of(message)); // the file, and the reason of the system
    }
    boolean forTheUser = message != null && thrown.getClass().equals(IOException.class);
    String words = message == null ? kind : forTheUser ? message : kind + ": " + message;
    boolean inTheCode = !(thrown instanceof IOException || thrown instanceof InterruptedException);
    return Losses.cut(VisibleText.of(inTheCode ? words + ", at " + CodePlace.of(thrown) : words));
  }
}
