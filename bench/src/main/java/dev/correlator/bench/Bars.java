package dev.correlator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures what is asked of the program and prints each figure beside its bar: {@code Bars SHARED
 * WORK [NAME...]}. Ends with 1 when a bar is missed.
 */
public final class Bars {

  private static final List<Bar> ALL =
      List.of(
          new OneCore(),
          new MorePatterns(),
          new TenModules(),
          new JsonLines(),
          new Start(),
          new Memory(),
          new StateSize(),
          new TwoCores(),
          new Peers());

  private Bars() {}

  /** Runs. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length < 2) {
      System.err.println("usage: Bars SHARED WORK [" + String.join("|", names(ALL)) + "]...");
      System.exit(2);
    }
    Path home = Path.of(System.getProperty("correlator.home", "app/target/correlator"));
    Workplace place =
        new Workplace(
            Path.of(arguments[0]).toAbsolutePath().normalize(),
            Files.createDirectories(Path.of(arguments[1])).toRealPath(),
            home.toRealPath());
    boolean all = true;
    for (Bar bar : chosen(List.of(arguments).subList(2, arguments.length))) {
      for (Figure figure : bar.measure(place)) {
        System.out.println(figure.line());
        all &= figure.holds();
      }
    }
    System.exit(all ? 0 : 1);
  }

  private static List<Bar> chosen(List<String> names) {
    if (names.isEmpty()) {
      return ALL;
    }
    List<Bar> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          ALL.stream()
              .filter(b -> b.name().equals(name))
              .findFirst()
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "no bar '" + name + "'; there are " + String.join(", ", names(ALL)))));
    }
    return chosen;
  }

  private static List<String> names(List<Bar> bars) {
    return bars.stream().map(Bar::name).toList();
  }
}
