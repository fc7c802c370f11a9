import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** What is logged, and the notes of it: whatever library writes it. */
final class Scene {

  /** A library of logging. */
  interface Library {
    /**
     * Logs one record.
     *
     * @param level trace, debug, info, warn, error or fatal
     * @return the name that the library has for the level; null: it has none, nothing is logged
     */
    String log(String level, String logger, String text, Throwable thrown);

    /** Sets what the library puts beside the records of this thread; empty: nothing. */
    default void context(Map<String, String> values) {}
  }

  private final Library library;
  private final StringBuilder did =
      new StringBuilder("before\tafter\tlevel\tlogger\tthread\torder\ttext\tbehind it\n");
  private String order = "";

  Scene(Library library) {
    this.library = library;
  }

  /** Plays all, and writes to the file what was logged: one line each. */
  void play(Path notes) throws Exception {
    String cart = "com.example.shop.cart.Cart";
    String till = "com.example.shop.payment.CardTill";
    say("info", cart, "Cart o-17 has 2 items");
    say("debug", cart, "price=10.50 EUR, key: value - dashes | pipes [brackets] (parentheses)");
    say("trace", cart, "enter add(o-17, 2)");
    say("info", "audit", "user ann: login ok");
    on(
        "http-nio-8080-exec-1",
        () -> {
          order("o-17");
          say("warn", till, "Card refused: retry 1 of 3");
          say("error", till, "Order o-17 refused", refused());
          say("info", till, "[o-17] is put aside");
          order("");
        });
    say("info", cart, "Order o-18:\n  2 x apple\n  1 x pear\n\ntotal 3");
    say("info", cart, "ERROR rate of the last hour: 0.5 %");
    say("info", cart, "42 items left");
    say("info", cart, "");
    on(
        "kafka-producer-network-thread | producer-1",
        () -> {
          say("warn", "org.example.net.Client", "Gr\u00f6\u00dfe 42 f\u00fcr Zo\u00eb: \u20ac 10");
          say("error", "org.example.net.Client", "Null", new NullPointerException());
        });
    onVirtual(() -> say("info", cart, "Looks like a header: INFO shop.Cart - x"));
    say("fatal", "com.example.Main", "Out of disk space");
    say("error", till, "Last", new IllegalStateException("first line\nsecond line"));
    say("info", "com.example.Main", "Stopped");
    Files.writeString(notes, did);
  }

  /** An exception with causes and one that was suppressed. */
  private static Exception refused() {
    try {
      return pay();
    } catch (Exception e) {
      return new IllegalStateException("order o-17: payment failed", e);
    }
  }

  private static Exception pay() throws Exception {
    try {
      throw new ConnectException("Connection refused");
    } catch (ConnectException e) {
      IOException failed = new IOException("bank.example.org: no answer", e);
      failed.addSuppressed(new UncheckedIOException("close", new IOException("broken pipe")));
      throw failed;
    }
  }

  private void order(String name) {
    order = name;
    library.context(name.isEmpty() ? Map.of() : Map.of("order", name, "user", "ann"));
  }

  private void say(String level, String logger, String text) {
    say(level, logger, text, null);
  }

  private void say(String level, String logger, String text, Throwable thrown) {
    Instant before = Instant.now();
    String name = library.log(level, logger, text, thrown);
    if (name == null) {
      return;
    }
    String[] columns = {
      before.toString(),
      Instant.now().toString(),
      name,
      logger,
      Thread.currentThread().getName(),
      order,
      text.replace("\n", "\\n"),
      behind(thrown)
    };
    did.append(String.join("\t", columns)).append('\n');
    pause();
  }

  /** So that times tell records apart. */
  private static void pause() {
    Instant until = Instant.now().plusMillis(3);
    while (Instant.now().isBefore(until)) {
      Thread.onSpinWait();
    }
  }

  /** What must stand behind the text, whatever the library makes of the rest. */
  private static String behind(Throwable thrown) {
    if (thrown == null) {
      return "";
    }
    StringBuilder all = new StringBuilder(thrown.toString().replace("\n", "\\n"));
    for (Throwable s : thrown.getSuppressed()) {
      all.append(" & ").append(behind(s));
    }
    if (thrown.getCause() != null) {
      all.append(" & ").append(behind(thrown.getCause()));
    }
    return all.toString();
  }

  private static void on(String thread, Runnable what) throws InterruptedException {
    Thread t = new Thread(what, thread);
    t.start();
    t.join();
  }

  private static void onVirtual(Runnable what) throws InterruptedException {
    Thread.startVirtualThread(what).join();
  }
}
