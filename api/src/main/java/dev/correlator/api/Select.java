package dev.correlator.api;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Which records a stage looks at. Declared, so that records are routed by their bytes, without an
 * object for each.
 */
public sealed interface Select {

  /** Every record. */
  record All() implements Select {
    // Written out, as in Apps: each start compares, and what the compiler leaves to the JVM is made
    // anew in each.

    @Override
    public boolean equals(Object other) {
      return other instanceof All;
    }

    @Override
    public int hashCode() {
      return All.class.hashCode();
    }
  }

  /** Records whose application name is one of these. */
  record Apps(List<String> names) implements Select {
    /** Checks and copies. */
    public Apps {
      names = List.copyOf(names);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Apps that && names.equals(that.names);
    }

    @Override
    public int hashCode() {
      return names.hashCode();
    }
  }

  /** Records whose application name has one of these forms. */
  record AppsLike(List<String> forms) implements Select {
    /** Checks and copies. */
    public AppsLike {
      forms = List.copyOf(forms);
    }

    /** Whether a name has one of the forms. */
    public boolean takes(String app) {
      return forms.stream().anyMatch(form -> isLike(app, form));
    }

    private static boolean isLike(String app, String form) {
      int star = form.indexOf('*');
      if (star < 0) {
        return app.equals(form);
      }
      if (!app.startsWith(form.substring(0, star))) {
        return false;
      }
      int at = star;
      for (int next = form.indexOf('*', star + 1); next >= 0; next = form.indexOf('*', star + 1)) {
        String between = form.substring(star + 1, next);
        int found = app.indexOf(between, at);
        if (found < 0) {
          return false;
        }
        at = found + between.length();
        star = next;
      }
      String last = form.substring(star + 1);
      return app.length() - last.length() >= at && app.endsWith(last);
    }
  }

  /** Records whose host is one of these. */
  record Hosts(List<String> names) implements Select {
    /** Checks and copies. */
    public Hosts {
      names = List.copyOf(names);
    }
  }

  /** Records whose facility, 0 to 23, is one of these; a record without priority has none. */
  record Facilities(List<Integer> codes) implements Select {
    /** Checks and copies. */
    public Facilities {
      codes = List.copyOf(codes);
    }
  }

  /** Records that are at least this severe; a record without priority is not. */
  record AtLeast(Severity severity) implements Select {
    /** Checks. */
    public AtLeast {
      Objects.requireNonNull(severity, "severity");
    }
  }

  /** Records read by the format of this name. */
  record Formats(List<String> names) implements Select {
    /** Checks and copies. */
    public Formats {
      names = List.copyOf(names);
    }
  }

  /** Records that both select. */
  record And(Select left, Select right) implements Select {}

  /** Records that one of them selects. */
  record Or(Select left, Select right) implements Select {}

  /** Records for which code says so: the slow path, an object for each record that gets here. */
  record Where(Predicate<LogRecord> predicate) implements Select {}

  /** Every record. */
  static Select all() {
    return new All();
  }

  /**
   * Records whose application name is one of these, as in {@code sshd[123]: text}. Many records
   * name none: those are taken by {@link #format}.
   *
   * @param names compared byte by byte; none selects nothing
   * @throws NullPointerException if one is null, here and below
   */
  static Select app(String... names) {
    return new Apps(List.of(names));
  }

  /**
   * Records whose application name has one of these forms, in which each {@code *} stands for any
   * text, also for none: {@code postfix/*}. Decided once for each name.
   *
   * @param forms cover the whole name
   */
  static Select appLike(String... forms) {
    return new AppsLike(List.of(forms));
  }

  /** Records whose host is one of these; that of a record without one is the name of its source. */
  static Select host(String... names) {
    return new Hosts(List.of(names));
  }

  /**
   * Records whose facility is one of these: RFC 5424, 6.2.1. A record without priority has none.
   *
   * @param codes 0 to 23; others select nothing
   */
  static Select facility(Integer... codes) {
    return new Facilities(List.of(codes));
  }

  /** Records that are at least this severe; a record without priority is not. */
  static Select atLeast(Severity severity) {
    return new AtLeast(severity);
  }

  /**
   * Records read by a format of one of these names: the way to those that name no application, as
   * lines of JSON, access logs, or what the configuration describes.
   *
   * @param names of formats, as {@code json} or {@code access}, or as the configuration has it
   *     under {@code formats}; that there is none of a name is no mistake, and selects nothing;
   *     {@code correlator check} tells it
   */
  static Select format(String... names) {
    return new Formats(List.of(names));
  }

  /**
   * Records for which code says so: the slow path, an object for each record that gets here.
   *
   * @param predicate called by any thread, by several at a time, and only for records whose text a
   *     pattern of the stage matches; a function of the record alone. What a record leaves out of
   *     its time, as the year, is not known yet, nor its line. Where it throws the stage does not
   *     take the record, and that is told and counted as any other failed call of a module
   */
  static Select where(Predicate<LogRecord> predicate) {
    return new Where(predicate);
  }

  /** Records that this and the other select. */
  default Select and(Select other) {
    return new And(this, other);
  }

  /** Records that this or the other selects. */
  default Select or(Select other) {
    return new Or(this, other);
  }
}
