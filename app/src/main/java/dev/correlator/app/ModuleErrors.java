package dev.correlator.app;

import dev.correlator.core.CodePlace;
import dev.correlator.core.ModuleFailure;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells failures of modules once for each module, place in the code and hour. Used by one thread.
 */
final class ModuleErrors {

  /** Different ones that are told; further ones are counted in the report alone. */
  private static final int TOLD_MAX = 10_000;

  private final Set<String> told = new HashSet<>();

  void tell(ModuleFailure f, Consumer<ModuleError> to) {
    String place = CodePlace.of(f.cause());
    String site =
        f.module()
            + '/'
            + f.stage()
            + ' '
            + f.cause().getClass().getName()
            + ' '
            + place
            + ' '
            + f.time().truncatedTo(ChronoUnit.HOURS);
    if (told.size() < TOLD_MAX && told.add(site)) {
      to.accept(
          new ModuleError(
              f.module(),
              f.stage(),
              String.join(" ", f.key()),
              String.valueOf(f.cause()),
              place,
              f.record()));
    }
  }
}
