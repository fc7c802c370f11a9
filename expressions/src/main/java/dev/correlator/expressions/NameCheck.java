package dev.correlator.expressions;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks the names in a condition before the library checks its types: the library knows the
 * variables as flat names and would say that it does not know {@code event}.
 */
final class NameCheck {

  private static final String NO_EVENT = "a condition on records names record., not event.";

  private static final Set<String> EQUALITIES = Set.of("_==_", "_!=_", "@in");

  private static final Set<String> ORDERS = Set.of("_<_", "_<=_", "_>_", "_>=_");

  private final String text;
  private final CelSource source;
  private final Vocabulary vocabulary;
  private final Set<String> locals = new HashSet<>();
  private final Map<String, Vocabulary.Variable> variables = new LinkedHashMap<>();
  private final List<ExpressionException.Problem> problems = new ArrayList<>();

  NameCheck(String text, CelAbstractSyntaxTree tree, Vocabulary vocabulary) {
    this.text = text;
    source = tree.getSource();
    this.vocabulary = vocabulary;
    List<CelNavigableExpr> nodes = CelNavigableAst.fromAst(tree).getRoot().allNodes().toList();
    for (CelNavigableExpr node : nodes) {
      if (node.getKind() == Kind.COMPREHENSION) {
        locals.add(node.expr().comprehension().iterVar());
        locals.add(node.expr().comprehension().iterVar2());
        locals.add(node.expr().comprehension().accuVar());
      }
    }
    for (CelNavigableExpr node : nodes) {
      check(node);
    }
    problems.sort(
        Comparator.comparingInt(ExpressionException.Problem::line)
            .thenComparingInt(ExpressionException.Problem::column));
  }

  List<ExpressionException.Problem> problems() {
    return problems;
  }

  /** The variables that the condition names, by their full names. */
  Map<String, Vocabulary.Variable> variables() {
    return variables;
  }

  /**
   * {@code event.fields.user} for such an expression, whether its last names are written behind
   * dots or in brackets; empty for any other.
   */
  static String path(CelExpr expr) {
    return switch (expr.getKind()) {
      case IDENT -> expr.ident().name();
      case SELECT -> path(expr.select().operand(), expr.select().field());
      case CALL -> {
        List<CelExpr> args = expr.call().args();
        boolean names =
            expr.call().function().equals("_[_]")
                && args.get(1).getKind() == Kind.CONSTANT
                && args.get(1).constant().getKind() == CelConstant.Kind.STRING_VALUE;
        yield names ? path(args.get(0), args.get(1).constant().stringValue()) : "";
      }
      default -> "";
    };
  }

  private static String path(CelExpr of, String name) {
    String left = path(of);
    return left.isEmpty() ? "" : left + "." + name;
  }

  private void check(CelNavigableExpr node) {
    CelExpr expr = node.expr();
    String path = path(expr);
    Vocabulary.Variable variable = path.isEmpty() ? null : vocabulary.variable(path);
    if (variable != null) {
      variables.put(path, variable);
    }
    switch (node.getKind()) {
      case IDENT -> ident(node);
      case SELECT -> select(node);
      case CALL -> {
        String function = expr.call().function();
        List<CelExpr> args = expr.call().args();
        boolean equality = EQUALITIES.contains(function);
        if ((equality || ORDERS.contains(function)) && args.size() == 2) {
          constants(args.get(0), args.get(1), equality);
          constants(args.get(1), args.get(0), equality);
        }
      }
      default -> {}
    }
  }

  private void ident(CelNavigableExpr node) {
    CelExpr expr = node.expr();
    String name = expr.ident().name();
    if (locals.contains(name)) {
      return;
    }
    Root root = vocabulary.root(name);
    if (name.startsWith(Vocabulary.IS)) {
      typeName(expr, name.substring(Vocabulary.IS.length()));
    } else if (name.startsWith(Vocabulary.HAS)) {
      presence(expr, name.substring(Vocabulary.HAS.length()));
    } else if (root != null) {
      if (isAlone(node)) {
        add(
            expr,
            0,
            "'" + name + "' alone has no value; name a part of it, as " + name + ".severity");
      }
    } else if (!vocabulary.constantNames().contains(name)) {
      unknownIdent(expr, 0, name);
    }
  }

  private static boolean isAlone(CelNavigableExpr node) {
    return node.parent().map(CelNavigableExpr::getKind).orElse(null) != Kind.SELECT;
  }

  private void presence(CelExpr expr, String path) {
    Root root = vocabulary.root(path);
    int dot = path.indexOf('.');
    if (dot < 0) {
      List<String> things = vocabulary.roots().stream().map(r -> "the " + r.name()).toList();
      Root first = vocabulary.roots().iterator().next();
      String example = "has(" + first.name() + "." + first.example() + ")";
      add(expr, 0, "'has' takes a part of " + String.join(" or ", things) + ": " + example);
    } else if (root == null) {
      unknownIdent(expr, behindBracket(expr), path.substring(0, dot));
    } else {
      member(expr, root, path, lastNameInBrackets(expr));
    }
  }

  private void unknownIdent(CelExpr expr, int offset, String name) {
    if (name.equals(EventRoot.NAME)) {
      add(expr, offset, NO_EVENT);
      return;
    }
    for (Root root : vocabulary.roots()) {
      if (root.members().containsKey(name)) {
        add(
            expr,
            offset,
            "no name '" + name + "'; did you mean '" + root.name() + "." + name + "'?");
        return;
      }
    }
    Set<String> known = new TreeSet<>(vocabulary.constantNames());
    vocabulary.roots().forEach(root -> known.add(root.name()));
    add(
        expr,
        offset,
        "no name '" + name + "'" + Nearest.hint(name, known) + " (texts are written in quotes)");
  }

  private void select(CelNavigableExpr node) {
    CelExpr expr = node.expr();
    String path = path(expr);
    Root root = vocabulary.root(path);
    if (root == null) {
      return;
    }
    String fields = root.name() + "." + Root.FIELDS;
    String left = path(expr.select().operand());
    if (path.equals(fields) && !root.members().containsKey(Root.FIELDS)) {
      if (isAlone(node)) {
        add(expr, 1, "'" + fields + "' alone has no value; name a field, as " + fields + ".user");
      }
    } else if (left.equals(root.name()) || left.equals(fields)) {
      member(expr, root, path, 1); // the position is that of the dot
    }
  }

  private void member(CelExpr expr, Root root, String path, int offset) {
    String member = path.substring(root.name().length() + 1);
    String name = path.substring(path.lastIndexOf('.') + 1);
    if (root.variable(member) == null) {
      add(
          expr,
          offset,
          "no field '" + name + "' in " + root.things() + instead(root, member, name));
      return;
    }
    String conflict = root.conflicts().get(path);
    if (conflict != null) {
      add(
          expr,
          offset,
          "field '"
              + name
              + "' is "
              + conflict
              + " in different types of events;"
              + " name one type under 'on'");
    }
  }

  /** What may have been meant by a name that there is not. */
  private String instead(Root root, String member, String name) {
    Set<String> known = Root.isField(member) ? root.fieldNames() : root.members().keySet();
    String hint = Nearest.hint(name, known);
    if (!hint.isEmpty()) {
      return hint;
    }
    String all = "; there are: " + String.join(", ", known);
    if (root.takesAnyField()) {
      String field = root.name() + "." + Root.FIELDS + "." + name;
      return all + "; what records name themselves is " + field;
    }
    for (Root other : vocabulary.roots()) {
      if (other.members().containsKey(name)) {
        return "; did you mean '" + other.name() + "." + name + "'?";
      }
    }
    return all;
  }

  private void typeName(CelExpr expr, String name) {
    Set<String> known = vocabulary.typeNames();
    if (known.isEmpty()) {
      add(expr, 0, "'is' asks for types of events; " + NO_EVENT);
    } else if (!vocabulary.hasType(name)) {
      String hint = Nearest.hint(name, known);
      String all = hint.isEmpty() ? "; there are: " + String.join(", ", known) : hint;
      add(expr, behindBracket(expr), "no event type '" + name + "'" + all);
    }
  }

  /**
   * Constants that a value is compared with: those that are not written as such values are, and
   * texts that are none of the few that it can be, as a misspelt one is never equal.
   */
  private void constants(CelExpr value, CelExpr other, boolean equality) {
    String path = path(value);
    Vocabulary.Variable variable = path.isEmpty() ? null : vocabulary.variable(path);
    if (variable == null) {
      return;
    }
    String form = form(path, variable);
    List<CelExpr> others = other.getKind() == Kind.LIST ? other.list().elements() : List.of(other);
    for (CelExpr one : others) {
      if (one.getKind() != Kind.CONSTANT
          || one.constant().getKind() == CelConstant.Kind.NULL_VALUE) {
        continue;
      }
      if (one.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
        if (variable.type().equals(SimpleType.TIMESTAMP)
            || variable.type().equals(SimpleType.DURATION)) {
          add(one, 0, form);
        }
        continue;
      }
      String text = one.constant().stringValue();
      if (!form.isEmpty()) {
        add(one, 0, form);
      } else if (equality && !variable.texts().isEmpty() && !variable.texts().contains(text)) {
        String hint = Nearest.hint(text, variable.texts());
        String all =
            hint.isEmpty() ? "; it is one of: " + String.join(", ", variable.texts()) : hint;
        add(one, 0, path + " is never '" + text + "'" + all);
      }
    }
  }

  /** How values are written that are no texts but look like some; empty: not these. */
  private String form(String path, Vocabulary.Variable variable) {
    Root root = vocabulary.root(path);
    if (root != null && path.equals(root.name() + ".severity")) {
      return "severities are written without quotes, as " + path + " >= ERROR";
    }
    if (variable.type().equals(SimpleType.TIMESTAMP)) {
      return "times are written as timestamp('2026-03-02T08:15:00Z')";
    }
    return variable.type().equals(SimpleType.DURATION)
        ? "durations are written as duration('1h30m')"
        : "";
  }

  /** A macro's position is that of its bracket; how far behind it the argument begins. */
  private int behindBracket(CelExpr macro) {
    int open = index(macro);
    int at = open + 1;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.codePointCount(open, at) : 0;
  }

  /** How far behind a macro's bracket the last name of its argument begins. */
  private int lastNameInBrackets(CelExpr macro) {
    int open = index(macro);
    int close = text.indexOf(')', open);
    int dot = close < 0 ? -1 : text.lastIndexOf('.', close);
    return dot < open ? 0 : text.codePointCount(open, dot + 1);
  }

  /** Positions count characters beyond U+FFFF as one. */
  private int index(CelExpr expr) {
    Integer position = source.getPositionsMap().get(expr.id());
    return position == null ? 0 : text.offsetByCodePoints(0, position);
  }

  private void add(CelExpr at, int offset, String message) {
    Integer position = source.getPositionsMap().get(at.id());
    Optional<CelSourceLocation> location =
        position == null ? Optional.empty() : source.getOffsetLocation(position);
    int line = location.map(CelSourceLocation::getLine).orElse(1);
    int column = location.map(CelSourceLocation::getColumn).orElse(0);
    problems.add(new ExpressionException.Problem(line, column + 1 + offset, message));
  }
}
