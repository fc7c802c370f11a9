package dev.correlator.expressions;

import com.google.common.collect.ImmutableList;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.correlator.api.Event;
import dev.correlator.api.Filter;
import dev.correlator.api.LogRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Compiles conditions on events and on records. The language is CEL, the Common Expression
 * Language: no loops without an end, no access to anything but the event or the record.
 *
 * <p>A condition on events names parts of the envelope ({@code event.severity >= WARNING}, {@code
 * event.outcome == FAILED}, {@code event.type}, {@code event.system}, {@code event.reason}, {@code
 * event.time}, {@code event.key} ...) and fields that the events declare ({@code event.user ==
 * 'root'}), and asks for kinds of events with {@code is('ErrorEvent')}. All is checked when it is
 * compiled: names, types, and texts that are compared with outcomes and types of events. Where an
 * event lacks a value that the condition depends on, it does not hold; {@code has(event.user)} asks
 * for it.
 *
 * <p>Of the record that triggered the event, or of the record that a condition is about, it names
 * {@code record.host}, {@code record.app}, {@code record.procId}, {@code record.msgId}, {@code
 * record.facility}, {@code record.severity}, {@code record.text}, {@code record.time}, {@code
 * record.source}, and what records name themselves: {@code record.fields.tenant == 'acme'}, {@code
 * record.fields['user-agent']}. Those names are not known here: one that a record does not have is
 * a value that is missing, as all of {@code record} is where no record triggered the event.
 *
 * <p>What goes wrong otherwise while a condition on an event is evaluated ({@code int(event.user)}
 * of a text that is no number) is an {@link EvaluationException}; one on a record does not hold
 * then.
 *
 * <p>The first condition of a process takes some half second to compile, later ones some
 * milliseconds. Limits: {@link #CHARS_MAX}, {@link #NODES_MAX}, {@link #DEPTH_MAX}, {@link
 * #STEPS_MAX}. Safe for threads.
 */
public final class Expressions {

  /** The longest condition, in characters. */
  public static final int CHARS_MAX = 10_000;

  /** The most parts that a condition may have. */
  public static final int NODES_MAX = 2_000;

  /** How deep a condition may be nested. */
  public static final int DEPTH_MAX = 50;

  /** How many elements {@code all}, {@code exists} and the like may look at for one event. */
  public static final int STEPS_MAX = 1_000;

  /** The largest program of a regular expression, in instructions of RE2. */
  private static final int REGEX_MAX = 2_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true) // 5 and 5.0 compare
          .maxExpressionCodePointSize(CHARS_MAX)
          .maxParseExpressionNodeCount(NODES_MAX)
          .maxParseRecursionDepth(DEPTH_MAX)
          .comprehensionMaxIterations(STEPS_MAX)
          .maxRegexProgramSize(REGEX_MAX)
          .build();

  private Expressions() {}

  /**
   * Compiles a condition.
   *
   * @param source the text, of one or more lines
   * @param types the classes of the events that it is asked of: with {@code on} those alone, else
   *     all that the application can raise
   * @throws ExpressionException names all that is wrong with it
   */
  public static Filter compile(String source, Set<Class<? extends Event>> types)
      throws ExpressionException {
    return compile(source, Vocabulary.ofEvents(types));
  }

  /**
   * Compiles a condition on records alone: {@code record.app == 'sshd' && record.severity >=
   * WARNING}. It does not hold for a record that lacks a value on which it depends.
   *
   * @param source the text, of one or more lines
   * @return safe for use by any thread
   * @throws ExpressionException names all that is wrong with it
   */
  public static Predicate<LogRecord> compileForRecords(String source) throws ExpressionException {
    return compile(source, Vocabulary.ofRecords());
  }

  /**
   * Checks a condition on events that are not known: as {@link #compile}, but whatever it names as
   * a component or a type of events is taken to be one.
   *
   * @param source the text, of one or more lines
   * @throws ExpressionException names all that is wrong with it whatever the events are
   */
  public static void checkForAnyEvents(String source) throws ExpressionException {
    compile(source, Vocabulary.ofAnyEvents());
  }

  private static Condition compile(String source, Vocabulary vocabulary)
      throws ExpressionException {
    CelValidationResult parsed = cel(Map.of()).parse(source);
    if (parsed.hasError()) {
      throw new ExpressionException(Messages.ofSyntax(source, parsed.getErrors()));
    }
    try {
      CelAbstractSyntaxTree tree = parsed.getAst();
      NameCheck names = new NameCheck(source, tree, vocabulary);
      List<ExpressionException.Problem> problems = names.problems();
      if (!problems.isEmpty()) {
        throw new ExpressionException(problems);
      }
      Map<String, Vocabulary.Variable> variables = names.variables();
      Cel cel = cel(variables);
      CelValidationResult checked = cel.check(tree);
      if (checked.hasError()) {
        throw new ExpressionException(Messages.ofTypes(checked.getErrors()));
      }
      return new Condition(
          source,
          cel.createProgram(checked.getAst()),
          variables,
          Needed.by(tree.getExpr(), variables));
    } catch (CelValidationException | CelEvaluationException e) {
      throw new ExpressionException(
          List.of(new ExpressionException.Problem(1, 1, String.valueOf(e.getMessage()))));
    }
  }

  private static Cel cel(Map<String, Vocabulary.Variable> variables) {
    CelBuilder builder =
        CelFactory.plannerCelBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(
                CelStandardMacro.ALL,
                CelStandardMacro.EXISTS,
                CelStandardMacro.EXISTS_ONE,
                CelStandardMacro.MAP,
                CelStandardMacro.MAP_FILTER,
                CelStandardMacro.FILTER)
            .addMacros(
                CelMacro.newGlobalMacro("is", 1, (make, target, args) -> is(make, args)),
                CelMacro.newGlobalMacro("has", 1, (make, target, args) -> has(make, args)))
            .setResultType(SimpleType.BOOL);
    variables.forEach((name, variable) -> builder.addVar(name, variable.type()));
    return builder.build();
  }

  /** {@code is('ErrorEvent')} becomes a variable, because functions do not see the event. */
  private static Optional<CelExpr> is(CelMacroExprFactory make, ImmutableList<CelExpr> args) {
    CelExpr name = args.get(0);
    if (name.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && name.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
      return Optional.of(make.newIdentifier(Vocabulary.IS + name.constant().stringValue()));
    }
    return Optional.of(
        make.reportError("'is' takes the name of a type in quotes: is('ErrorEvent')"));
  }

  /** {@code has(event.user)} becomes a variable, as the variables are flat. */
  private static Optional<CelExpr> has(CelMacroExprFactory make, ImmutableList<CelExpr> args) {
    return Optional.of(make.newIdentifier(Vocabulary.HAS + NameCheck.path(args.get(0))));
  }
}
