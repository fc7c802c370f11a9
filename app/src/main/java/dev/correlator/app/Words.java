package dev.correlator.app;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads the words of options that take one of a few.
 *
 * @param <E> what the words stand for
 */
final class Words<E extends Enum<E>> implements ITypeConverter<E> {

  private final E[] constants;

  private Words(E[] constants) {
    this.constants = constants;
  }

  /** Has a command line read the words of all options. */
  static void register(CommandLine line) {
    line.registerConverter(RunRequest.Report.class, new Words<>(RunRequest.Report.values()));
    line.registerConverter(RunRequest.AtEnd.class, new Words<>(RunRequest.AtEnd.values()));
    line.registerConverter(RunRequest.FailOn.class, new Words<>(RunRequest.FailOn.values()));
  }

  @Override
  public E convert(String text) {
    List<String> words = new ArrayList<>();
    for (E constant : constants) {
      if (SettingType.word(constant).equals(text)) {
        return constant;
      }
      words.add(SettingType.word(constant));
    }
    throw new TypeConversionException(
        "'"
            + text
            + "' is none of "
            + String.join(", ", words)
            + Spelling.nearestHint(text, words));
  }
}
