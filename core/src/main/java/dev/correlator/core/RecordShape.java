package dev.correlator.core;

import dev.correlator.api.FieldTaker;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The components of an event's or a fact's record, and how their values lie in a row of bytes:
 * first 8 bytes for each that is not a text, in declared order, then the texts in declared order,
 * each behind two bytes of length.
 */
final class RecordShape {

  /** The value of an Instant, Duration or enum that is not there. */
  static final long NONE = Long.MIN_VALUE;

  /** The length that says that a text is not there. */
  static final int NO_TEXT = 0xFFFF;

  /** Texts are cut at this many bytes. */
  static final int TEXT_MAX = 0x7FFF;

  enum Kind {
    TEXT,
    INT,
    LONG,
    BOOLEAN,
    INSTANT,
    DURATION,
    ENUM
  }

  final Class<?> type;
  final String[] names;
  final Kind[] kinds;

  /** The number among the fixed ones, or among the texts. */
  final int[] slots;

  final int fixed;
  final int texts;

  /** A row in which nothing is filled. */
  final byte[] empty;

  private final RecordMaker maker;
  private final RecordReader reader;
  private final Object[][] constants;

  private RecordShape(
      Class<?> type, Constructor<?> constructor, Method[] accessors, RecordComponent[] components) {
    this.type = type;
    maker = new RecordMaker(constructor);
    reader = new RecordReader(accessors);
    int n = components.length;
    names = new String[n];
    kinds = new Kind[n];
    slots = new int[n];
    constants = new Object[n][];
    int f = 0;
    int t = 0;
    for (int i = 0; i < n; i++) {
      names[i] = components[i].getName();
      kinds[i] = kind(components[i].getType());
      Object[] named = components[i].getType().getEnumConstants();
      constants[i] = named == null ? new Object[0] : named;
      slots[i] = kinds[i] == Kind.TEXT ? t++ : f++;
    }
    fixed = f;
    texts = t;
    empty = new byte[f * 8 + t * 2];
    for (int i = 0; i < n; i++) {
      if (kinds[i] == Kind.INSTANT || kinds[i] == Kind.DURATION || kinds[i] == Kind.ENUM) {
        Bytes.putWord(empty, slots[i] * 8, NONE);
      }
    }
    Arrays.fill(empty, f * 8, empty.length, (byte) 0xFF);
  }

  private static Kind kind(Class<?> c) {
    if (c == String.class) {
      return Kind.TEXT;
    } else if (c == int.class) {
      return Kind.INT;
    } else if (c == long.class) {
      return Kind.LONG;
    } else if (c == boolean.class) {
      return Kind.BOOLEAN;
    } else if (c == Instant.class) {
      return Kind.INSTANT;
    } else if (c == Duration.class) {
      return Kind.DURATION;
    } else if (c.isEnum()) {
      return Kind.ENUM;
    }
    throw new IllegalArgumentException(c.getSimpleName());
  }

  /**
   * The shape of a record class.
   *
   * @param problems takes what is wrong with it
   * @return the shape, or null where it cannot be used
   */
  static @Nullable RecordShape of(Class<?> type, List<String> problems) {
    if (!type.isRecord()) {
      problems.add(type.getName() + " is not a record");
      return null;
    }
    RecordComponent[] components = type.getRecordComponents();
    List<String> wrong = new ArrayList<>();
    for (RecordComponent c : components) {
      try {
        kind(c.getType());
      } catch (IllegalArgumentException e) {
        wrong.add(
            type.getSimpleName()
                + "."
                + c.getName()
                + ": a component cannot be of type "
                + e.getMessage()
                + "; use int, long, boolean, String, Instant, Duration or an enum");
      }
    }
    problems.addAll(wrong);
    if (!wrong.isEmpty()) {
      return null;
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      Method[] accessors =
          Arrays.stream(components).map(RecordComponent::getAccessor).toArray(Method[]::new);
      // Records of a module are often private to it; the engine alone constructs and reads them.
      boolean open = constructor.trySetAccessible();
      for (Method m : accessors) {
        open &= m.trySetAccessible();
      }
      if (!open) {
        problems.add(
            type.getName()
                + " cannot be used: its module must open package "
                + type.getPackageName());
        return null;
      }
      return new RecordShape(type, constructor, accessors, components);
    } catch (NoSuchMethodException e) {
      throw new AssertionError("a record has its canonical constructor", e);
    }
  }

  /** The component of this name, or -1. */
  int component(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Where a text's length stands in a row that begins at this position. */
  int textAt(byte[] row, int begin, int slot) {
    int at = begin + fixed * 8;
    for (int i = 0; i < slot; i++) {
      at = behindText(row, at);
    }
    return at;
  }

  private static int behindText(byte[] row, int at) {
    int length = length(row, at);
    return at + 2 + (length == NO_TEXT ? 0 : length);
  }

  static int length(byte[] row, int at) {
    return row[at] & 0xFF | (row[at + 1] & 0xFF) << 8;
  }

  static void putLength(byte[] row, int at, int length) {
    row[at] = (byte) length;
    row[at + 1] = (byte) (length >> 8);
  }

  /** The value of a component in a row that begins at this position. */
  @Nullable Object value(byte[] row, int begin, int component) {
    return kinds[component] == Kind.TEXT
        ? text(row, textAt(row, begin, slots[component]))
        : fixed(component, Bytes.word(row, begin + slots[component] * 8));
  }

  /** Gives the values of all components of a row that begins at this position. */
  void give(byte[] row, int begin, FieldTaker to) {
    int textAt = begin + fixed * 8; // once through the texts, not from the first for each
    for (int i = 0; i < kinds.length; i++) {
      switch (kinds[i]) {
        case TEXT -> {
          int behind = behindText(row, textAt);
          if (length(row, textAt) == NO_TEXT) {
            to.value(null);
          } else {
            to.text(row, textAt + 2, behind);
          }
          textAt = behind;
        }
        case INT, LONG -> to.number(Bytes.word(row, begin + slots[i] * 8));
        default -> to.value(fixed(i, Bytes.word(row, begin + slots[i] * 8)));
      }
    }
  }

  private static @Nullable String text(byte[] row, int at) {
    int length = length(row, at);
    return length == NO_TEXT ? null : Bytes.text(row, at + 2, at + 2 + length);
  }

  private @Nullable Object fixed(int component, long v) {
    return switch (kinds[component]) {
      case INT -> (int) v;
      case LONG -> v;
      case BOOLEAN -> v != 0;
      case INSTANT -> v == NONE ? null : Times.instant(v);
      case DURATION -> v == NONE ? null : Duration.ofNanos(v);
      case ENUM -> v == NONE ? null : constants[component][(int) v];
      case TEXT -> throw new AssertionError("a text has no fixed slot");
    };
  }

  /** The record of a row that begins at this position. */
  Object record(byte[] row, int begin) {
    @Nullable Object[] values = new Object[names.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(row, begin, i);
    }
    return maker.make(values);
  }

  /**
   * The values of a record's components, of which {@link #row(Object[])} can make its row.
   *
   * @throws RuntimeException if an accessor throws, or a time or duration is out of range
   */
  @Nullable Object[] values(Object record) {
    @Nullable Object[] values = reader.values(record);
    for (int i = 0; i < values.length; i++) {
      if (kinds[i] == Kind.INSTANT || kinds[i] == Kind.DURATION) {
        number(values[i]); // in range, or a mistake of who made it: told now, and not later
      }
    }
    return values;
  }

  /** The row of a record of these values. */
  byte[] row(@Nullable Object[] values) {
    byte[][] encoded = new byte[values.length][];
    int length = empty.length;
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof String text) {
        byte[] bytes = Bytes.utf8(text);
        encoded[i] = bytes;
        length += Math.min(bytes.length, TEXT_MAX);
      }
    }
    byte[] row = new byte[length];
    int at = fixed * 8;
    for (int i = 0; i < values.length; i++) {
      byte[] text = encoded[i];
      if (kinds[i] != Kind.TEXT) {
        Bytes.putWord(row, slots[i] * 8, number(values[i]));
      } else if (text != null) {
        int textLength = Math.min(text.length, TEXT_MAX);
        putLength(row, at, textLength);
        System.arraycopy(text, 0, row, at + 2, textLength);
        at += 2 + textLength;
      } else {
        putLength(row, at, NO_TEXT);
        at += 2;
      }
    }
    return row;
  }

  private static long number(@Nullable Object v) {
    if (v == null) {
      return NONE;
    } else if (v instanceof Integer i) {
      return i;
    } else if (v instanceof Long l) {
      return l;
    } else if (v instanceof Boolean b) {
      return b ? 1 : 0;
    } else if (v instanceof Instant t) {
      return Times.nanos(t);
    } else if (v instanceof Duration d) {
      return d.toNanos();
    } else if (v instanceof Enum<?> e) {
      return e.ordinal();
    }
    throw new AssertionError("a component cannot be a " + v.getClass());
  }
}
