package dev.correlator.core;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of a row by the names of their components, in declared order. A value is decoded when
 * it is asked for, each time anew: who wants one of ten pays for one. Immutable.
 */
final class RowFields extends AbstractMap<String, @Nullable Object> {

  private final RecordShape shape;
  private final byte[] row;
  private final int begin;

  RowFields(RecordShape shape, byte[] row, int begin) {
    this.shape = shape;
    this.row = row;
    this.begin = begin;
  }

  private @Nullable Object value(int component) {
    return shape.value(row, begin, component);
  }

  @Override
  public int size() {
    return shape.names.length;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    int component = name instanceof String text ? shape.component(text) : -1;
    return component < 0 ? null : value(component);
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return name instanceof String text && shape.component(text) >= 0;
  }

  @Override
  public Set<Map.Entry<String, @Nullable Object>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<String, @Nullable Object>> {
    @Override
    public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < shape.names.length;
        }

        @Override
        public Map.Entry<String, @Nullable Object> next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          int i = next++;
          return new SimpleImmutableEntry<>(shape.names[i], value(i));
        }
      };
    }

    @Override
    public int size() {
      return shape.names.length;
    }
  }
}
