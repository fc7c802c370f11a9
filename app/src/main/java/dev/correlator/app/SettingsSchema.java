package dev.correlator.app;

import dev.correlator.api.Setting;
import dev.correlator.app.ConfigNode.Scalar;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings that a configuration record declares, found by reflection. Immutable.
 *
 * @param <C> the record
 */
final class SettingsSchema<C extends Record> {

  private final Class<C> record;
  private final List<SettingSpec> settings;
  private final Class<?>[] componentTypes;

  private SettingsSchema(Class<C> record, List<SettingSpec> settings, Class<?>[] componentTypes) {
    this.record = record;
    this.settings = List.copyOf(settings);
    this.componentTypes = componentTypes;
  }

  /**
   * The settings of a record.
   *
   * @param record the record
   * @param place whose record it is, for messages
   * @param problems takes what the record's author did wrong
   * @return the settings, null where something is wrong
   */
  static <C extends Record> @Nullable SettingsSchema<C> of(
      Class<C> record, Place place, Problems problems) {
    RecordComponent[] components = record.getRecordComponents();
    List<SettingSpec> settings = new ArrayList<>(components.length);
    Class<?>[] types = new Class<?>[components.length];
    int before = problems.count();
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      SettingSpec setting = setting(record, components[i], place, problems);
      if (setting != null) {
        settings.add(setting);
      }
    }
    return problems.count() > before ? null : new SettingsSchema<>(record, settings, types);
  }

  /** The settings in declared order. */
  List<SettingSpec> settings() {
    return settings;
  }

  /** The keys in declared order. */
  List<String> keys() {
    List<String> keys = new ArrayList<>(settings.size());
    for (SettingSpec setting : settings) {
      keys.add(setting.key());
    }
    return keys;
  }

  /**
   * Makes the record.
   *
   * @param values one for each setting, in their order
   * @throws IllegalArgumentException if the record refuses the values
   */
  C construct(List<Object> values) {
    try {
      Constructor<C> constructor = record.getDeclaredConstructor(componentTypes);
      constructor.setAccessible(true); // a record nested in a plugin's class need not be public
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RuntimeException refused) {
        throw new IllegalArgumentException(refused.getMessage(), refused);
      }
      throw new IllegalArgumentException(
          record.getName()
              + " cannot be constructed: "
              + PluginFault.inWords(cause == null ? e : cause),
          e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(record.getName() + " cannot be constructed", e);
    }
  }

  /** The name of a component in files: {@code loginFailureLimit} is {@code login_failure_limit}. */
  static String key(String component) {
    StringBuilder key = new StringBuilder(component.length() + 4);
    for (int i = 0; i < component.length(); i++) {
      char c = component.charAt(i);
      if (Character.isUpperCase(c)) {
        boolean starts =
            i > 0
                && (Character.isLowerCase(component.charAt(i - 1))
                    || (i + 1 < component.length()
                        && Character.isLowerCase(component.charAt(i + 1))));
        if (starts) {
          key.append('_');
        }
        key.append(Character.toLowerCase(c));
      } else {
        key.append(c);
      }
    }
    return key.toString();
  }

  private static @Nullable SettingSpec setting(
      Class<?> record, RecordComponent component, Place place, Problems problems) {
    String what = record.getName() + ", component '" + component.getName() + "': ";
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      problems.add(place, ProblemCode.PLG_BAD_PROVIDER, what + "it lacks @Setting");
      return null;
    }
    SettingType type = type(component.getGenericType(), setting);
    if (type == null) {
      problems.add(
          place,
          ProblemCode.PLG_BAD_PROVIDER,
          what
              + component.getGenericType().getTypeName()
              + " is no type of settings; take int, long, double, boolean, String, Duration, Path,"
              + " ZoneId, an enum, or a List of strings or enums");
      return null;
    }
    if (setting.secret() && !(type instanceof SettingType.Text)) {
      problems.add(place, ProblemCode.PLG_BAD_PROVIDER, what + "a secret must be a String");
      return null;
    }
    String defaultText = setting.def().equals(Setting.MANDATORY) ? null : setting.def();
    if (defaultText != null) {
      Problems wrong = new Problems();
      type.read(Scalar.untyped(place, defaultText), what + "the default", wrong);
      for (Problem problem : wrong.inOrder()) {
        problems.add(place, ProblemCode.PLG_BAD_PROVIDER, problem.text());
      }
      if (!wrong.isEmpty()) {
        return null;
      }
    }
    return new SettingSpec(
        key(component.getName()), type, defaultText, setting.doc(), setting.secret());
  }

  private static @Nullable SettingType type(Type type, Setting setting) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      Type element = list.getActualTypeArguments()[0];
      boolean taken = element == String.class || (element instanceof Class<?> c && c.isEnum());
      SettingType elementType = taken ? type(element, setting) : null;
      return elementType == null ? null : new SettingType.ListOf(elementType);
    }
    if (!(type instanceof Class<?> plain)) {
      return null;
    }
    if (plain == int.class) {
      return new WholeNumber(
          (long) Math.max(setting.min(), Integer.MIN_VALUE),
          (long) Math.min(setting.max(), Integer.MAX_VALUE),
          false);
    }
    if (plain == long.class) {
      return new WholeNumber((long) setting.min(), (long) setting.max(), true);
    }
    if (plain == double.class) {
      return new DecimalNumber(setting.min(), setting.max());
    }
    if (plain == boolean.class) {
      return new SettingType.Flag();
    }
    if (plain == String.class) {
      return new SettingType.Text();
    }
    if (plain == Duration.class) {
      return new SettingType.Period(
          seconds(Math.max(setting.min(), 0)),
          seconds(Math.min(setting.max(), (double) DurationText.LONGEST.toSeconds())));
    }
    if (plain == Path.class) {
      return new SettingType.FilePath();
    }
    if (plain == ZoneId.class) {
      return new SettingType.Zone();
    }
    return plain.isEnum() ? choice(plain) : null;
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private static SettingType choice(Class<?> type) {
    Map<String, Enum<?>> values = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      Enum<?> value = (Enum<?>) constant;
      values.put(SettingType.word(value), value);
    }
    return new SettingType.Choice(values);
  }
}
