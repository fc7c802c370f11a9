package dev.correlator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.correlator.api.Pattern.Choice;
import dev.correlator.api.Pattern.Hole;
import dev.correlator.api.Pattern.Literal;
import dev.correlator.api.Pattern.Option;
import dev.correlator.api.Pattern.Part;
import dev.correlator.api.Pattern.Rest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTest {

  private static final Part A = new Literal("a");
  private static final Part B = new Literal("b");

  @Test
  void source_ofTextAndHoles_givesPartsInOrder() {
    assertThat(Pattern.of("from {addr:ip} port {port:int}: {why}").parts())
        .containsExactly(
            new Literal("from "),
            new Hole("addr", HoleType.IP),
            new Literal(" port "),
            new Hole("port", HoleType.INT),
            new Literal(": "),
            new Hole("why", HoleType.TEXT));
  }

  @Test
  void sourceOfAFailedLogin_withOptionalTail_givesNestedParts() {
    assertThat(Pattern.of("ssh2{?: {keyType} {keyId}}").parts())
        .containsExactly(
            new Literal("ssh2"),
            new Option(
                List.of(
                    new Literal(": "),
                    new Hole("keyType", HoleType.TEXT),
                    new Literal(" "),
                    new Hole("keyId", HoleType.TEXT))));
  }

  @Test
  void choice_withHolesInAlternatives_keepsTheirOrder() {
    assertThat(Pattern.of("{:a|b{n:int}|b}{*}").parts())
        .containsExactly(
            new Choice(List.of(List.of(A), List.of(B, new Hole("n", HoleType.INT)), List.of(B))),
            new Rest());
  }

  @Test
  void doubledBracesAndBars_whereTheyAreSpecial_areLiteral() {
    assertThat(literal("{{a}} | || }")).isEqualTo("{a}} | || }");
    assertThat(Pattern.of("{?{{}}|||}").parts())
        .containsExactly(new Option(List.of(new Literal("{}|||"))));
    assertThat(Pattern.of("{:{{a}}|b|||a}}}").parts())
        .containsExactly(
            new Choice(
                List.of(
                    List.of(new Literal("{a}")),
                    List.of(new Literal("b|")),
                    List.of(new Literal("a}")))));
  }

  private static String literal(String source) {
    return ((Literal) Pattern.of(source).parts().getFirst()).text();
  }

  @Test
  void doubledClosingBrace_behindNestedParts_closesBoth() {
    assertThat(Pattern.of("{?a{?b}}").parts())
        .containsExactly(new Option(List.of(A, new Option(List.of(B)))));
    assertThat(Pattern.of("{:a|b{?a}}b").parts())
        .containsExactly(new Choice(List.of(List.of(A), List.of(B, new Option(List.of(A))))), B);
  }

  @Test
  void holes_ofAllAlternatives_areListedOnceInOrderOfAppearance() {
    assertThat(Pattern.of("{b} {:{a:int}|x{c:int}{?{d:word}}|y{a:int}} {e}").holes())
        .extracting(Hole::name)
        .containsExactly("b", "a", "c", "d", "e");
  }

  @Test
  void emptySource_hasNoParts_andIsAllowed() {
    assertThat(Pattern.of("").parts()).isEmpty();
  }

  @Test
  void patterns_ofTheSameSource_areEqual() {
    assertThat(Pattern.of("a {b}"))
        .isEqualTo(Pattern.of("a {b}"))
        .hasSameHashCodeAs(Pattern.of("a {b}"));
    assertThat(Pattern.of("a {b}")).isNotEqualTo(Pattern.of("a {c}")).hasToString("a {b}");
  }

  @Test
  void mistake_inAPattern_isShownWithPlaceCaretAndHint() {
    assertThatThrownBy(() -> Pattern.of("port {p:nit}\tx"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown hole type 'nit' at 9; did you mean 'int'?\n  port {p:nit} x\n          ^");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "{a:strange}; unknown hole type 'strange' at 4; the types are text, word, int, ip, host,"
            + " hex, key, field, code, item",
        "{a:integer}; unknown hole type 'integer' at 4; did you mean 'int'?",
        "{a:ipv4}; unknown hole type 'ipv4' at 4; did you mean 'ip'?",
        "{a:wo}; unknown hole type 'wo' at 4; did you mean 'word'?",
        "{a:tetx}; unknown hole type 'tetx' at 4; did you mean 'text'?",
        "{a:}; unknown hole type '' at 4",
        "x {a; the hole is not closed at 3; a literal brace is {{",
        "x {; the hole is not closed at 3",
        "{}; '' is no name for a hole at 2",
        "{1a}; '1a' is no name for a hole at 2",
        "{ json }; ' json ' is no name for a hole at 2; letters, digits and _; a literal brace is"
            + " {{",
        "{a:int}{a:int}; hole 'a' comes twice at 9",
        "{a:int}{?x{a:int}}; hole 'a' comes twice at 12",
        "{:{a:int}|b} {a:int}; hole 'a' comes twice at 15",
        "{:x{a:int}|y{a:ip}}; hole 'a' is of type ip here, of type int before at 14",
        "{a}{b}; another one right behind a text hole never gets anything at 4; give the hole"
            + " before it a type, as {name:word}",
        "{a}{*}; {*} right behind a text hole never gets anything at 4",
        "{a}{? by {b}}; an optional part right behind a text hole never gets anything at 4",
        "{a}{:{b}|x}; another one right behind a text hole never gets anything at 6",
        "{:x{a}|y{b}}{c}; another one right behind a text hole never gets anything at 13",
        "{*} x; {*} is not at the end of the pattern at 1; write a hole, as {any}",
        "{?{*}}; {*} is not at the end of the pattern at 3",
        "{* x; {* is not closed at 1",
        "{?}; the optional part is empty at 1",
        "{:a|}; the alternative is empty at 5; write {?...} for what may be missing",
        "{:|a}; the alternative is empty at 3",
        "{:a}; the choice has one alternative only at 1; write {:a|b}",
        "x {?a; the part that opens at 3 is not closed at 3",
        "{?a}}; the part that opens at 1 is not closed at 1; in it }} is a literal brace",
        "{:a|b; the part that opens at 1 is not closed at 1",
      })
  void mistake_ofEachKind_isNamedWithItsPlace(String source, String message) {
    assertThatThrownBy(() -> Pattern.of(source))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{:x{a}|y}{c}",
        "{?x{a}}{c}",
        "{a}{:x|y}",
        "{a} {b}",
        "{a}{n:int}",
        "{n:int}{a}",
        "{a:word}{?x}{*}"
      })
  void textHole_thatCanGetSomething_isAllowedThere(String source) {
    assertThat(Pattern.of(source).source()).isEqualTo(source);
  }

  @Test
  void pattern_beyondABound_isRefused() {
    String holes = "";
    for (int i = 0; i <= Pattern.MAX_HOLES; i++) {
      holes += "{h" + i + "} ";
    }
    String manyHoles = holes;
    String deep = "{?x".repeat(9) + "}".repeat(9);
    assertThatThrownBy(() -> Pattern.of(manyHoles))
        .hasMessageStartingWith("more than 64 holes at 375");
    assertThatThrownBy(() -> Pattern.of("x".repeat(4097)))
        .hasMessage("the pattern has 4097 characters, at most 4096 are allowed");
    assertThatThrownBy(() -> Pattern.of(deep))
        .hasMessageStartingWith("more than 8 parts inside each other at 25");
  }

  @Test
  void with_field_addsItsHolesBehindThoseOfTheText() {
    Pattern p = Pattern.of("{a} done").with("id", "{b:key}-{c:int}").with("level", "ERROR");

    assertThat(p.holes().stream().map(Pattern.Hole::name)).containsExactly("a", "b", "c");
    assertThat(p.fields().stream().map(Pattern.FieldPattern::name)).containsExactly("id", "level");
    assertThat(p.ofText()).isEqualTo(Pattern.of("{a} done")).isNotEqualTo(p);
    assertThat(p).hasToString("{a} done with id {b:key}-{c:int} with level ERROR");
  }

  @Test
  void with_holeThatIsThereAlready_isRefused() {
    Pattern p = Pattern.of("{a} done");

    assertThatThrownBy(() -> p.with("id", "{a:key}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the hole 'a' of field 'id' is there already");
  }

  @Test
  void with_moreFieldsThanAllowed_isRefused() {
    Pattern p = Pattern.of("x");
    for (int i = 0; i < Pattern.MAX_FIELDS; i++) {
      p = p.with("f" + i, "v");
    }
    Pattern full = p;

    assertThatThrownBy(() -> full.with("one", "v")).hasMessageContaining("at most 16 fields");
  }
}
