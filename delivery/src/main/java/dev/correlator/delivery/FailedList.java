package dev.correlator.delivery;

import dev.correlator.api.DeliveryResult;
import dev.correlator.api.EventEnvelope;
import dev.correlator.api.EventHandler;
import dev.correlator.api.HandlerContext;
import dev.correlator.api.Interest;
import dev.correlator.api.Named;
import dev.correlator.api.Outcome;
import dev.correlator.api.Setting;
import dev.correlator.api.TransactionEvent;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes the list of the work to run again: a row for each transaction that failed or timed out,
 * less those whose work a later transaction completed ({@link EventEnvelope#retryKey} of the same
 * stage of the same application). Later is one that began later; of those that began at the same
 * time, one that ended later.
 *
 * <p>What a failure becomes is known when the input has ended, so rows wait in a file beside the
 * target, of a hidden name that ends in {@code .part}; the target is replaced as a whole by {@link
 * #close} ({@link WholeFile}). Memory: some tens of bytes for each different retry key that failed,
 * up to {@link #KEYS_MAX} of them; failures of further keys stay on the list whatever happens
 * later, and are counted as {@link Counts#notFollowed}.
 */
@Named("failed-list")
public final class FailedList implements EventHandler<FailedList.Config> {

  /** How many different retry keys are followed. */
  public static final int KEYS_MAX = RetryKeys.KEYS_MAX;

  /** Settings. */
  public record Config(
      @Setting(doc = "File to write, as its ending says: .csv, .json (an array) or .jsonl")
          Path file,
      @Setting(doc = "Texts that a spreadsheet would take for a formula (CSV)", def = "guard")
          Formulas formulas,
      @Setting(doc = "Whether rows name the application", def = "false") boolean application) {

    /** All defaults, for this file. */
    public static Config to(Path file) {
      return new Config(file, Formulas.GUARD, false);
    }

    /** The same with the application in each row, for failures of several. */
    public Config withApplication() {
      return new Config(file, formulas, true);
    }
  }

  /**
   * What the list holds.
   *
   * @param failed transactions that failed or timed out
   * @param laterCompleted of these, how many are off the list: the work was done by a later one
   * @param toRunAgain of these, how many are on the list
   * @param notFollowed of those on the list, how many would have stayed even if done later: there
   *     were too many different keys
   */
  public record Counts(long failed, long laterCompleted, long toRunAgain, long notFollowed) {}

  private final OutputBuffer batchRows = new OutputBuffer();
  private final RetryKeys keys;

  /** The numbers of the applications whose failures wait. */
  private final Map<String, Integer> applications = new HashMap<>();

  private @Nullable WholeFile list;
  private @Nullable Path waitingPath;
  private @Nullable AppendFile waiting;
  private @Nullable FailedRows rows;
  private long failed;

  /** By the number of the application. */
  private volatile List<Counts> counts = List.of();

  /** Makes one that follows up to {@link #KEYS_MAX} keys. */
  public FailedList() {
    this(KEYS_MAX, RetryKeys.COMPLETED_KEPT);
  }

  FailedList(int keysMax, int completedKept) {
    keys = new RetryKeys(keysMax, completedKept);
  }

  /**
   * Whether a file holds a list that this handler wrote, of whatever form.
   *
   * @param beginning how it begins: its first line, or a few hundred characters
   */
  public static boolean wrote(String beginning) {
    return FailedRows.wrote(beginning);
  }

  @Override
  public Interest interest(Config config) {
    return Interest.in(TransactionEvent.class);
  }

  @Override
  public Set<Path> writes(Config config, HandlerContext context) {
    return Set.of(config.file());
  }

  @Override
  public void open(Config config, HandlerContext context) throws IOException {
    Path file = context.directory().resolve(config.file());
    Path name = file.getFileName();
    rows =
        FailedRows.of(name == null ? "" : name.toString(), config.formulas(), config.application());
    list = new WholeFile(file);
    waitingPath = waitingPath(WholeFile.target(file));
    waiting = new AppendFile(waitingPath, AppendFile.NO_LINKS, 0);
  }

  /** Beside the target, where there is room for it; not among devices. */
  private static Path waitingPath(Path target) throws IOException {
    return Files.exists(target) && !Files.isRegularFile(target)
        ? Files.createTempFile("correlator-", ".part")
        : target.resolveSibling("." + UUID.randomUUID() + ".part");
  }

  @Override
  public List<DeliveryResult> handle(List<EventEnvelope<?>> batch) throws IOException {
    AppendFile to = waiting;
    FailedRows form = rows;
    if (to == null || form == null) {
      throw new IOException("not open");
    }
    batchRows.reset();
    long batchFailed = 0;
    for (EventEnvelope<?> event : batch) {
      Outcome outcome = event.outcome();
      boolean isFailure = outcome != null && outcome.isFailure();
      if (!isFailure && outcome != Outcome.COMPLETED) {
        continue;
      }
      List<String> retryKey = event.retryKey();
      boolean hasKey = !retryKey.isEmpty();
      if (hasKey) {
        keys.hash(event.application(), event.system(), event.stage(), retryKey);
      }
      if (isFailure) {
        boolean followed = hasKey && keys.follow();
        add(event, form, followed, hasKey && !followed);
        batchFailed++;
      } else if (hasKey) {
        // After the rows so far: the same number if the batch comes again.
        int rows = (int) Math.min(failed + batchFailed, Integer.MAX_VALUE);
        keys.complete(RetryKeys.began(event.began()), rows, event.key().hashCode());
      }
    }
    to.write(batchRows.bytes(), 0, batchRows.size());
    failed += batchFailed;
    return Collections.nCopies(batch.size(), DeliveryResult.DELIVERED);
  }

  private void add(EventEnvelope<?> event, FailedRows form, boolean followed, boolean tooManyKeys)
      throws IOException {
    OutputBuffer row = form.row(event);
    Integer known = applications.get(event.application());
    int application = known == null ? applications.size() : known;
    applications.put(event.application(), application);
    DataOutputStream to = new DataOutputStream(batchRows);
    to.writeInt(application);
    to.writeBoolean(tooManyKeys);
    to.writeLong(followed ? keys.hashHigh() : 0);
    to.writeLong(followed ? keys.hashLow() : 0);
    to.writeLong(RetryKeys.began(event.began()));
    to.writeInt(event.key().hashCode());
    to.writeInt(row.size());
    to.write(row.bytes(), 0, row.size());
  }

  /**
   * Writes the list. A list without rows is written too: it says that nothing is to be run again.
   */
  @Override
  public void close() throws IOException {
    AppendFile from = waiting;
    Path fromPath = waitingPath;
    FailedRows form = rows;
    WholeFile to = list;
    if (to == null) {
      return;
    }
    list = null;
    waiting = null;
    try (to) {
      if (from != null && fromPath != null && form != null) {
        from.close();
        copy(fromPath, form, to.stream());
        to.commit();
      }
    } finally {
      if (fromPath != null) {
        Files.deleteIfExists(fromPath);
      }
    }
  }

  private void copy(Path fromPath, FailedRows form, OutputStream unbuffered) throws IOException {
    OutputStream to = new BufferedOutputStream(unbuffered, 1 << 16);
    long[][] sums = new long[applications.size()][3];
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(fromPath), 1 << 16))) {
      form.begin(to);
      for (long i = 0; i < failed; i++) {
        long[] sum = sums[in.readInt()];
        boolean tooManyKeys = in.readBoolean();
        long high = in.readLong();
        long low = in.readLong();
        long began = in.readLong();
        int transaction = in.readInt();
        byte[] bytes = in.readNBytes(in.readInt());
        int row = (int) Math.min(i, Integer.MAX_VALUE);
        boolean done = (high != 0 || low != 0) && keys.isDone(high, low, began, row, transaction);
        sum[0]++;
        if (!done) {
          form.copy(bytes, to);
          sum[1]++;
          sum[2] += tooManyKeys ? 1 : 0;
        }
      }
      form.end(to);
    }
    to.flush();
    List<Counts> all = new ArrayList<>();
    for (long[] s : sums) {
      all.add(new Counts(s[0], s[0] - s[1], s[1], s[2]));
    }
    counts = all;
  }

  /**
   * What the list holds; known when {@link #close} has returned, which the delivery's close waits
   * for.
   */
  public Counts counts() {
    return sum(counts);
  }

  /** The same of some applications alone, by their names. */
  public Counts counts(Collection<String> of) {
    List<Counts> all = counts;
    List<Counts> some = new ArrayList<>();
    applications.forEach((name, number) -> {
      if (of.contains(name) && number < all.size()) {
        some.add(all.get(number));
      }
    });
    return sum(some);
  }

  private static Counts sum(List<Counts> all) {
    long failed = 0;
    long laterCompleted = 0;
    long toRunAgain = 0;
    long notFollowed = 0;
    for (Counts c : all) {
      failed += c.failed();
      laterCompleted += c.laterCompleted();
      toRunAgain += c.toRunAgain();
      notFollowed += c.notFollowed();
    }
    return new Counts(failed, laterCompleted, toRunAgain, notFollowed);
  }
}
