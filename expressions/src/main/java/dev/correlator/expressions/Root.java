package dev.correlator.expressions;

import dev.correlator.expressions.Vocabulary.Variable;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that conditions are about: its name, and what may stand behind that and a dot.
 * Immutable.
 *
 * @param name {@code event} or {@code record}
 * @param things what has the members, as messages say it
 * @param example the name of a member that some lack
 * @param members by name, those that are most likely meant first
 * @param fieldNames what may stand behind {@link #FIELDS} and a dot; empty: any name
 * @param field the variable of such a name, null where there is none
 * @param conflicts why members cannot be used, by full name
 * @param other what any other member is, null where there is none
 */
record Root(
    String name,
    String things,
    String example,
    Map<String, Variable> members,
    Set<String> fieldNames,
    Function<String, @Nullable Variable> field,
    Map<String, String> conflicts,
    @Nullable Variable other) {

  /** Where fields are found by their names alone. */
  static final String FIELDS = "fields";

  private static final String OF_FIELDS = FIELDS + ".";

  /** The variable of a name behind {@link #name} and a dot; null where there is none. */
  @Nullable Variable variable(String member) {
    if (isField(member)) {
      return field.apply(member.substring(OF_FIELDS.length()));
    }
    Variable known = members.get(member);
    return known == null ? other : known;
  }

  /** Whether a name behind {@link #name} and a dot is that of a field alone. */
  static boolean isField(String member) {
    return member.startsWith(OF_FIELDS);
  }

  /** Whether the records make names of their own. */
  boolean takesAnyField() {
    return fieldNames.isEmpty() && members.containsKey(FIELDS);
  }
}
