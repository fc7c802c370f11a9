package dev.correlator.expressions;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks the names in a condition before the library checks its types: the library knows the
 * variables as flat names and would say that it does not know {@code event}.
 */
final class NameCheck {

  private static final Set<String> COMPARISONS = Set.of("_==_", "_!=_", "@in");

  private final String text;
  private final CelSource source;
  private final Vocabulary vocabulary;
  private final Set<String> locals = new HashSet<>();
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

  /** {@code event.fields.user} for such an expression; empty for any other. */
  static String path(CelExpr expr) {
    if (expr.getKind() == Kind.IDENT) {
      return expr.ident().name();
    }
    if (expr.getKind() == Kind.SELECT) {
      String left = path(expr.select().operand());
      return left.isEmpty() ? "" : left + "." + expr.select().field();
    }
    return "";
  }

  private void check(CelNavigableExpr node) {
    CelExpr expr = node.expr();
    switch (node.getKind()) {
      case IDENT -> ident(node);
      case SELECT -> select(expr);
      case CALL -> {
        if (COMPARISONS.contains(expr.call().function()) && expr.call().args().size() == 2) {
          comparison(expr.call().args().get(0), expr.call().args().get(1));
        }
      }
      default -> {}
    }
  }

  private void ident(CelNavigableExpr node) {
    String name = node.expr().ident().name();
    if (locals.contains(name)) {
      return;
    }
    if (name.startsWith(Vocabulary.IS)) {
      typeName(node.expr(), name.substring(Vocabulary.IS.length()));
    } else if (name.startsWith(Vocabulary.HAS)) {
      member(node.expr(), name.substring(Vocabulary.HAS.length()), lastNameInBrackets(node.expr()));
    } else if (name.equals(Vocabulary.EVENT)) {
      boolean alone = node.parent().map(CelNavigableExpr::getKind).orElse(null) != Kind.SELECT;
      if (alone) {
        add(node.expr(), 0, "'event' alone has no value; name a part of it, as event.severity");
      }
    } else if (!vocabulary.constantNames().contains(name)) {
      unknownIdent(node.expr(), name);
    }
  }

  private void unknownIdent(CelExpr expr, String name) {
    if (vocabulary.members().contains(name)) {
      add(expr, 0, "no name '" + name + "'; did you mean 'event." + name + "'?");
      return;
    }
    Set<String> known = new TreeSet<>(vocabulary.constantNames());
    known.add(Vocabulary.EVENT);
    add(
        expr,
        0,
        "no name '" + name + "'" + Nearest.hint(name, known) + " (texts are written in quotes)");
  }

  private void select(CelExpr expr) {
    String path = path(expr);
    boolean ofEvent = path.startsWith(Vocabulary.EVENT + ".");
    if (ofEvent && !path.equals(Vocabulary.EVENT + "." + Vocabulary.FIELDS)) {
      CelExpr operand = expr.select().operand();
      String left = path(operand);
      boolean isMember =
          left.equals(Vocabulary.EVENT) || left.equals(Vocabulary.EVENT + "." + Vocabulary.FIELDS);
      if (isMember) {
        member(expr, path, 1); // the position is that of the dot
      }
    }
  }

  private void member(CelExpr expr, String path, int offset) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    if (!vocabulary.variables().containsKey(path)) {
      boolean component = path.startsWith(Vocabulary.EVENT + "." + Vocabulary.FIELDS + ".");
      Set<String> known = component ? vocabulary.componentNames() : vocabulary.members();
      String hint = Nearest.hint(name, known);
      String all = hint.isEmpty() ? "; there are: " + String.join(", ", known) : hint;
      add(expr, offset, "no field '" + name + "' in these events" + all);
      return;
    }
    String conflict = vocabulary.conflict(path);
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

  private void typeName(CelExpr expr, String name) {
    if (!vocabulary.typeNames().contains(name)) {
      String hint = Nearest.hint(name, vocabulary.typeNames());
      String all =
          hint.isEmpty() ? "; there are: " + String.join(", ", vocabulary.typeNames()) : hint;
      add(expr, behindBracket(expr), "no event type '" + name + "'" + all);
    }
  }

  private void comparison(CelExpr left, CelExpr right) {
    texts(left, right);
    texts(right, left);
  }

  /** Texts that a value is compared with, where only some can be: a misspelt one is never equal. */
  private void texts(CelExpr value, CelExpr other) {
    String path = path(value);
    Vocabulary.Variable variable = vocabulary.variables().get(path);
    if (variable == null) {
      return;
    }
    List<CelExpr> others = other.getKind() == Kind.LIST ? other.list().elements() : List.of(other);
    for (CelExpr one : others) {
      if (one.getKind() != Kind.CONSTANT
          || one.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
        continue;
      }
      String text = one.constant().stringValue();
      if (path.equals(Vocabulary.EVENT + ".severity")) {
        add(one, 0, "severities are written without quotes, as event.severity >= ERROR");
      } else if (!variable.texts().isEmpty() && !variable.texts().contains(text)) {
        String hint = Nearest.hint(text, variable.texts());
        String all =
            hint.isEmpty() ? "; it is one of: " + String.join(", ", variable.texts()) : hint;
        add(one, 0, path + " is never '" + text + "'" + all);
      }
    }
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
