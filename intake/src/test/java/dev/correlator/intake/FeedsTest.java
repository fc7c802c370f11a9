package dev.correlator.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correlator.api.RecordHeader;
import dev.correlator.api.Rejection;
import dev.correlator.core.RecordBlock;
import dev.correlator.core.SourceFeed;
import dev.correlator.core.Sources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedsTest {

  @TempDir Path folder;

  private Intake open(int files) throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      byte[] content =
          Log.together(
              Log.bytes("Mar  1 00:00:%02d web1 a[1]: first of %d\nbad line\n".formatted(i, i)),
              Log.lines(20_000 + i),
              Log.bytes("\nMar"));
      names.add(Files.write(folder.resolve(i + ".log"), content).toString());
    }
    return Intake.open(
        names, Log.options(), Formats.installed(), new Sources(), InputStream.nullInputStream());
  }

  private static Supplier<Feeds.Filler> fillers(Intake intake) {
    return () -> {
      BlockParser parser = intake.parser();
      return (block, found) -> parser.parse(block, new Nobody(), found);
    };
  }

  /** Takes what nobody wants. */
  private static final class Nobody implements RecordTaker {
    @Override
    public void record(int format, int from, int to, RecordHeader header) {}

    @Override
    public void reject(int from, int to, Rejection reason) {}
  }

  /** Takes blocks of all sources in turn: their source, position and length. */
  private static List<String> blocks(Feeds feeds) {
    List<String> found = new ArrayList<>();
    List<SourceFeed> open = new ArrayList<>(feeds.feeds());
    while (!open.isEmpty()) {
      for (SourceFeed feed : List.copyOf(open)) {
        RecordBlock block = feed.next();
        if (block == null) {
          open.remove(feed);
        } else {
          found.add(block.source + ":" + block.position + "+" + block.length);
          feed.release(block);
        }
      }
    }
    return found;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void blocks_parsedAhead_areThoseParsedOnTheOwnThread(int threads) throws IOException {
    Intake alone = open(3);
    Rejects expectedRejects = new Rejects();
    List<String> expected;
    try (Feeds feeds = new Feeds(alone, 0, expectedRejects, fillers(alone))) {
      expected = blocks(feeds);
    }
    Intake intake = open(3);
    Rejects rejects = new Rejects();
    try (Feeds feeds = new Feeds(intake, threads, rejects, fillers(intake))) {
      assertThat(blocks(feeds)).isEqualTo(expected);
      assertThat(feeds.blocksInUse()).isZero();
    }

    assertThat(expected).hasSizeGreaterThan(9);
    assertThat(rejects.counts()).isEqualTo(expectedRejects.counts());
    assertThat(rejects.samples()).isEqualTo(expectedRejects.samples());
    for (int i = 0; i < 3; i++) {
      LogSource source = intake.sources().get(i);
      assertThat(source.records()).isEqualTo(20_001 + i);
      assertThat(source.recordsByFormat()).containsOnlyKeys("rfc3164-file");
      assertThat(source.lines()).isEqualTo(alone.sources().get(i).lines());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void rejects_haveTheLinesOfTheirFiles(int threads) throws IOException {
    Intake intake = open(1);
    Rejects rejects = new Rejects();
    try (Feeds feeds = new Feeds(intake, threads, rejects, fillers(intake))) {
      blocks(feeds);
    }

    String name = intake.sources().get(0).name();
    assertThat(rejects.samples())
        .containsExactly(
            new Rejects.Sample(name, 2, Rejection.HEADER, "bad line"),
            new Rejects.Sample(name, 20_003, Rejection.EMPTY, ""),
            new Rejects.Sample(name, 20_004, Rejection.CUT_OFF, "Mar"));
    assertThat(intake.sources().get(0).lines()).isEqualTo(20_004);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void manySources_readInSmallBlocks_haveTheRecordsOfEachAlone(int threads) throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < BlockSize.USUAL_SOURCES_MAX + 20; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = 0; k < 40; k++) {
        text.append("Mar  1 00:%02d:%02d web%d a[1]: %d ".formatted(k, i % 60, i % 5, k));
        text.append("x".repeat(k == i % 40 ? i * 500 : k)).append('\n'); // some are too long
      }
      byte[] content = Log.bytes(text.toString());
      names.add(
          Files.write(folder.resolve(i + ".log"), i % 7 == 0 ? Log.gzip(content) : content)
              .toString());
    }
    Intake intake = files(names);
    // By place: two threads may parse two blocks of a source side by side.
    List<SortedMap<Long, List<String>>> found = new ArrayList<>();
    names.forEach(n -> found.add(new ConcurrentSkipListMap<>()));
    Supplier<Feeds.Filler> fillers =
        () -> {
          BlockParser parser = intake.parser();
          return (block, counts) -> {
            List<String> ofBlock = new ArrayList<>();
            parser.parse(block, new Log.Collecting(block, ofBlock), counts);
            found.get(block.source).put(block.position, ofBlock);
          };
        };

    try (Feeds feeds = new Feeds(intake, threads, new Rejects(), fillers)) {
      blocks(feeds);
      assertThat(feeds.blocksInUse()).isZero();
    }

    for (LogSource source : intake.sources()) {
      assertThat(found.get(source.number()).values().stream().flatMap(List::stream))
          .as(source.name())
          .isEqualTo(Log.read(files(List.of(source.name())), 1 << 20));
    }
  }

  private static Intake files(List<String> names) {
    return Intake.open(
        names, Log.options(), Formats.installed(), new Sources(), InputStream.nullInputStream());
  }

  @Test
  void parsersAhead_whenNobodyTakesBlocks_restAtTheirBound() throws Exception {
    Intake intake = open(1);
    AtomicInteger parsed = new AtomicInteger();
    Supplier<Feeds.Filler> counting = () -> (block, found) -> parsed.incrementAndGet();
    try (Feeds feeds = new Feeds(intake, 2, new Rejects(), counting)) {
      SourceFeed feed = feeds.feeds().get(0);
      feed.release(Objects.requireNonNull(feed.next(), "no block"));
    }
    // Closing waits for the parsers: what they did by then is all they will do.
    assertThat(parsed.get()).isBetween(1, Feeds.AHEAD + 2);
  }

  @Test
  void failure_ofAParser_endsTheRunThatWaitsForIt() throws IOException {
    Intake intake = open(1);
    Supplier<Feeds.Filler> broken =
        () ->
            (block, found) -> {
              throw new IllegalArgumentException("a fault of ours");
            };
    try (Feeds feeds = new Feeds(intake, 1, new Rejects(), broken)) {
      assertThatThrownBy(() -> feeds.feeds().get(0).next())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("0.log")
          .hasRootCauseMessage("a fault of ours");
    }
  }

  /** Throws what its caller does not declare, as other languages do. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void throwUndeclared(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void checkedExceptionOfAParser_endsTheRunThatWaitsForIt() throws IOException {
    Intake intake = open(1);
    Supplier<Feeds.Filler> broken =
        () -> (block, found) -> FeedsTest.<RuntimeException>throwUndeclared(new IOException("no"));
    try (Feeds feeds = new Feeds(intake, 1, new Rejects(), broken)) {
      assertThatThrownBy(() -> feeds.feeds().get(0).next())
          .isInstanceOf(IllegalStateException.class)
          .hasRootCauseExactlyInstanceOf(IOException.class);
    }
  }

  @Test
  @Timeout(60)
  void error_inAParser_endsTheRun_whateverSourceItWaitsFor() throws IOException {
    Intake intake = open(2);
    Error error = new OutOfMemoryError("no memory for the second");
    Supplier<Feeds.Filler> broken =
        () ->
            (block, found) -> {
              if (block.source == 1) {
                throw error;
              }
            };
    try (Feeds feeds = new Feeds(intake, 1, new Rejects(), broken)) {
      SourceFeed first = feeds.feeds().get(0);
      // The second one is parsed ahead, and never asked for.
      assertThatThrownBy(() -> nextForEver(first)).isSameAs(error);
    }
  }

  private static void nextForEver(SourceFeed feed) {
    while (true) {
      feed.next();
    }
  }

  /** Fills nothing, on a parser's thread not before the caller's has. */
  private static Supplier<Feeds.Filler> fillersThatWaitFor(Thread engine) {
    CountDownLatch parsedThere = new CountDownLatch(1);
    return () ->
        (block, found) -> {
          if (Thread.currentThread().equals(engine)) {
            parsedThere.countDown();
          } else {
            assertThat(opened(parsedThere)).isTrue();
          }
        };
  }

  private static boolean opened(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void engineThread_parsesTheNextBlockOfAFile_insteadOfWaiting() throws IOException {
    List<String> expected;
    try (Feeds feeds = new Feeds(open(1), 0, new Rejects(), () -> (block, found) -> {})) {
      expected = blocks(feeds);
    }
    Supplier<Feeds.Filler> fillers = fillersThatWaitFor(Thread.currentThread());
    try (Feeds feeds = new Feeds(open(1), 1, new Rejects(), fillers)) {
      assertThat(blocks(feeds)).isEqualTo(expected);
    }
    assertThat(expected).hasSizeGreaterThan(3);
  }

  @Test
  void engineThread_leavesToParsers_whatMayBeLongInComing() throws IOException {
    Set<Thread> parsing = ConcurrentHashMap.newKeySet();
    Intake intake =
        Intake.open(
            List.of(Intake.STANDARD_INPUT),
            Log.options(),
            Formats.installed(),
            new Sources(),
            new ByteArrayInputStream(Log.lines(20_000)));
    Supplier<Feeds.Filler> fillers = () -> (block, found) -> parsing.add(Thread.currentThread());
    try (Feeds feeds = new Feeds(intake, 1, new Rejects(), fillers)) {
      assertThat(blocks(feeds)).hasSizeGreaterThan(3);
    }
    assertThat(parsing).hasSize(1).doesNotContain(Thread.currentThread());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void feeds_thatWereClosed_haveNoFurtherBlocks(int threads) throws IOException {
    Intake intake = open(1);
    Feeds feeds = new Feeds(intake, threads, new Rejects(), fillers(intake));
    SourceFeed feed = feeds.feeds().get(0);
    assertThat(feed.next()).isNotNull();
    feeds.close();
    int more = 0;
    while (feed.next() != null) {
      more++;
    }

    assertThat(more).isLessThanOrEqualTo(Feeds.AHEAD + 1);
  }
}
