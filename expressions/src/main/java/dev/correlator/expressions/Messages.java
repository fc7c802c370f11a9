package dev.correlator.expressions;

import dev.cel.common.CelIssue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The library's messages in words that help someone who writes a condition. */
final class Messages {

  private static final Pattern NO_OVERLOAD =
      Pattern.compile("found no matching overload for '([^']*)' applied to '\\(?([^']*?)\\)?'.*");
  private static final Pattern MEMBER_OVERLOAD = Pattern.compile("([^.]*)\\.\\((.*)");
  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Pattern NOT_BOOL = Pattern.compile("expected type 'bool' but found '(.*)'");
  private static final Pattern TYPE =
      Pattern.compile("google\\.protobuf\\.(Timestamp|Duration)|map\\(string, string\\)");

  private static final Set<String> FUNCTIONS =
      new TreeSet<>(
          List.of(
              "is",
              "has",
              "size",
              "startsWith",
              "endsWith",
              "contains",
              "matches",
              "exists",
              "all",
              "exists_one",
              "filter",
              "map",
              "timestamp",
              "duration",
              "int",
              "double",
              "string",
              "getFullYear",
              "getMonth",
              "getDate",
              "getDayOfWeek",
              "getHours",
              "getMinutes",
              "getSeconds"));

  /** What people write who know other languages, and what it is here. */
  private static final Map<String, String> ELSEWHERE =
      new TreeMap<>(
          Map.of(
              "and",
              "&&",
              "or",
              "||",
              "not",
              "!",
              "&",
              "&&",
              "|",
              "||",
              "=",
              "==",
              "<>",
              "!=",
              "=~",
              "matches('...')"));

  private Messages() {}

  static List<ExpressionException.Problem> ofSyntax(String source, List<CelIssue> issues) {
    List<ExpressionException.Problem> problems = new ArrayList<>();
    if (source.isBlank()) {
      problems.add(new ExpressionException.Problem(1, 1, "the condition is empty"));
      return problems;
    }
    String[] lines = source.split("\n", -1);
    for (CelIssue issue : issues) {
      int line = Math.max(1, issue.getSourceLocation().getLine());
      int column = Math.max(0, issue.getSourceLocation().getColumn());
      String rest =
          line <= lines.length && column <= lines[line - 1].length()
              ? lines[line - 1].substring(column)
              : "";
      problems.add(
          new ExpressionException.Problem(line, column + 1, syntax(issue.getMessage(), rest)));
    }
    return problems;
  }

  private static String syntax(String message, String rest) {
    String wrong = "";
    for (String word : ELSEWHERE.keySet()) {
      boolean letters = Character.isLetter(word.charAt(0));
      boolean ends =
          rest.length() == word.length()
              || (rest.length() > word.length()
                  && !(letters && Character.isLetterOrDigit(rest.charAt(word.length()))));
      if (rest.startsWith(word) && ends && word.length() > wrong.length()) {
        wrong = word;
      }
    }
    if (!wrong.isEmpty()) {
      return "'" + wrong + "' is no operator; did you mean '" + ELSEWHERE.get(wrong) + "'?";
    }
    if (message.startsWith("'")) {
      return message; // our own, of a macro
    }
    if (rest.isBlank()) {
      return "the condition ends too early";
    }
    String shown = rest.length() > 20 ? rest.substring(0, 20) + "..." : rest;
    return "cannot be read from here: " + shown;
  }

  static List<ExpressionException.Problem> ofTypes(List<CelIssue> issues) {
    List<ExpressionException.Problem> problems = new ArrayList<>();
    for (CelIssue issue : issues) {
      problems.add(
          new ExpressionException.Problem(
              Math.max(1, issue.getSourceLocation().getLine()),
              Math.max(0, issue.getSourceLocation().getColumn()) + 1,
              type(issue.getMessage())));
    }
    return problems;
  }

  private static String type(String message) {
    Matcher undeclared = UNDECLARED.matcher(message);
    if (undeclared.matches()) {
      String name = undeclared.group(1);
      return "no function '" + name + "'" + Nearest.hint(name, FUNCTIONS);
    }
    Matcher notBool = NOT_BOOL.matcher(message);
    if (notBool.matches()) {
      return "the condition is a " + inWords(notBool.group(1)) + ", not true or false";
    }
    Matcher overload = NO_OVERLOAD.matcher(message);
    if (overload.matches()) {
      return overload(overload.group(1), inWords(overload.group(2)));
    }
    return inWords(message);
  }

  private static String overload(String function, String operands) {
    Matcher member = MEMBER_OVERLOAD.matcher(operands);
    if (member.matches()) {
      return "'"
          + function
          + "' of a "
          + member.group(1)
          + " does not take ("
          + member.group(2)
          + ")";
    }
    String name = function.replaceAll("^@|_", "");
    if (!name.isEmpty() && !Character.isLetter(name.charAt(0)) || function.equals("@in")) {
      return "'" + name + "' does not go with " + operands.replace(", ", " and ");
    }
    return "'" + function + "' does not take (" + operands + ")";
  }

  private static String inWords(String text) {
    Matcher type = TYPE.matcher(text);
    return type.replaceAll(m -> Vocabulary.inWords(m.group()));
  }
}
