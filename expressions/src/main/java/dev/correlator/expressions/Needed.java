package dev.correlator.expressions;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds the variables without which a condition cannot hold: those of the parts that {@code &&}
 * joins, unless a part has an {@code ||}, a {@code ? :} or an {@code all}, which can hold in spite
 * of a missing value (CEL, Logical operators).
 */
final class Needed {

  private static final Set<String> LENIENT = Set.of("_||_", "_?_:_", "@not_strictly_false");

  private Needed() {}

  /**
   * Finds them.
   *
   * @param variables those that the condition names
   */
  static List<Vocabulary.Variable> by(
      CelExpr condition, Map<String, Vocabulary.Variable> variables) {
    Set<String> names = new LinkedHashSet<>();
    conjuncts(condition, variables, names);
    List<Vocabulary.Variable> needed = new ArrayList<>();
    for (String name : names) {
      needed.add(Objects.requireNonNull(variables.get(name), name));
    }
    return needed;
  }

  private static void conjuncts(
      CelExpr expr, Map<String, Vocabulary.Variable> variables, Set<String> names) {
    if (expr.getKind() == Kind.CALL && expr.call().function().equals("_&&_")) {
      for (CelExpr part : expr.call().args()) {
        conjuncts(part, variables, names);
      }
    } else {
      Set<String> own = new LinkedHashSet<>();
      if (isStrict(expr, variables, own)) {
        names.addAll(own);
      }
    }
  }

  /** Whether a missing value anywhere inside makes the whole an error; collects its variables. */
  private static boolean isStrict(
      CelExpr expr, Map<String, Vocabulary.Variable> variables, Set<String> names) {
    String path = NameCheck.path(expr);
    if (variables.containsKey(path)) {
      names.add(path);
      return true;
    }
    return switch (expr.getKind()) {
      case CONSTANT -> true;
      case CALL -> {
        CelExpr.CelCall call = expr.call();
        boolean strict = !LENIENT.contains(call.function()) && !call.function().equals("_&&_");
        if (call.target().isPresent()) {
          strict &= isStrict(call.target().get(), variables, names);
        }
        for (CelExpr argument : call.args()) {
          strict &= isStrict(argument, variables, names);
        }
        yield strict;
      }
      case LIST -> {
        boolean strict = true;
        for (CelExpr element : expr.list().elements()) {
          strict &= isStrict(element, variables, names);
        }
        yield strict;
      }
      default -> false;
    };
  }
}
