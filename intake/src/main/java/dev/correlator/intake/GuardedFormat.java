package dev.correlator.intake;

import dev.correlator.api.LineJoin;
import dev.correlator.api.RecordFormat;
import dev.correlator.api.RecordHeader;
import dev.correlator.api.RecordParser;
import dev.correlator.api.Rejection;
import dev.correlator.core.CodePlace;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A format of somebody else's, that may throw although it must not: the record is then rejected,
 * and the place in the code is logged once. Safe for threads, as formats are.
 */
final class GuardedFormat implements RecordFormat {

  /** Places of one format that are told; more are counted among the rejected records alone. */
  private static final int TOLD_MAX = 20;

  private final String name;
  private final RecordFormat format;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  GuardedFormat(String name, RecordFormat format) {
    this.name = name;
    this.format = format;
  }

  /** The format; guarded where it is not our own. */
  static RecordFormat of(String name, RecordFormat format) {
    boolean own = format.getClass().getPackageName().equals(GuardedFormat.class.getPackageName());
    return own ? format : new GuardedFormat(name, format);
  }

  @Override
  public int fit(byte[] bytes, int from, int to) {
    try {
      return format.fit(bytes, from, to);
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      failed(e);
      return 0;
    }
  }

  @Override
  public RecordParser parser() {
    RecordParser parser;
    try {
      parser = format.parser();
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      failed(e);
      return (bytes, from, to, header) -> Rejection.PARSER_FAILED;
    }
    return new RecordParser() {
      @Override
      public @Nullable Rejection parse(byte[] bytes, int from, int to, RecordHeader header) {
        try {
          return parser.parse(bytes, from, to, header);
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
          failed(e);
          return Rejection.PARSER_FAILED;
        }
      }
    };
  }

  @Override
  public LineJoin lines() {
    LineJoin join;
    try {
      join = format.lines();
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      failed(e);
      return LineJoin.NONE;
    }
    if (join.equals(LineJoin.NONE)) {
      return LineJoin.NONE;
    }
    if (join instanceof LineJoin.Begin begin) {
      return guarded(begin);
    }
    return (bytes, recordFrom, previousFrom, from, to) -> {
      try {
        return join.joins(bytes, recordFrom, previousFrom, from, to);
      } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
        failed(e);
        return false;
      }
    };
  }

  /** Where it fails the line begins a record: none is joined that need not be. */
  private LineJoin.Begin guarded(LineJoin.Begin begin) {
    return (bytes, recordFrom, from, to) -> {
      try {
        return begin.begins(bytes, recordFrom, from, to);
      } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
        failed(e);
        return true;
      }
    };
  }

  @Override
  public boolean hasParts() {
    try {
      return format.hasParts();
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      failed(e);
      return false;
    }
  }

  private void failed(Throwable thrown) {
    String what = CodePlace.inWords(thrown);
    if (told.size() < TOLD_MAX && told.add(CodePlace.of(thrown))) {
      // Asked for here, not kept: most runs log nothing, and can do without logging being started.
      System.getLogger(GuardedFormat.class.getName())
          .log(
              System.Logger.Level.ERROR,
              "The format ''{0}'' must not throw, and did; the record is rejected: {1}",
              name,
              what);
    }
  }
}
