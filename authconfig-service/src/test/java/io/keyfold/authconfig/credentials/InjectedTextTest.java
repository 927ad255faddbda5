package io.keyfold.authconfig.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class InjectedTextTest {

  @ParameterizedTest
  @CsvSource({
    "000A, a line break (U+000A)",
    "000D, a line break (U+000D)",
    "0085, a line break (U+0085)",
    "2028, a line break (U+2028)",
    "2029, a line break (U+2029)",
    "0000, a control character (U+0000)",
    "007F, a control character (U+007F)",
    "00A0, a no-break space (U+00A0)",
    "202F, a no-break space (U+202F)",
    "2003, a non-ASCII space (U+2003)",
    "3000, a non-ASCII space (U+3000)",
    "FEFF, a byte order mark (U+FEFF)",
    "200B, a zero-width character (U+200B)",
    "200D, a zero-width character (U+200D)",
    "2060, a zero-width character (U+2060)",
    "202E, an invisible character (U+202E)",
    "00AD, an invisible character (U+00AD)",
    "D800, a lone surrogate",
  })
  @Tag("promise-4")
  void invisibleCharactersAreReportedByKindAndPositionOnly(String code, String kind) {
    String character = code.startsWith("D8")
      ? String.valueOf((char) Integer.parseInt(code, 16))
      : Character.toString(Integer.parseInt(code, 16));
    for (InjectedText place : InjectedText.values()) {
      assertThat(place.problem(character + "key")).hasValue(message(kind, " at the start"));
      assertThat(place.problem("key" + character)).hasValue(message(kind, " at the end"));
      assertThat(place.problem("ké\uD83D\uDD11y" + character + "s"))
        .as("the first problem of a header is the letter")
        .hasValue(
          place == InjectedText.HEADER
            ? message("a non-ASCII character", " at character 2")
            : message(kind, " at character 5")
        );
    }
  }

  @ParameterizedTest
  @EnumSource
  void spacesAreAllowedInsideButNotAtTheEnds(InjectedText place) {
    assertThat(place.problem("user name")).isEmpty();
    assertThat(place.problem(" key")).hasValue(message("a space (U+0020)", " at the start"));
    assertThat(place.problem("key ")).hasValue(message("a space (U+0020)", " at the end"));
    assertThat(place.problem("key\t")).hasValue(message("a tab (U+0009)", " at the end"));
  }

  @Test
  void anInnerTabIsAllowedInHeadersOnly() {
    assertThat(InjectedText.HEADER.problem("a\tb")).isEmpty();
    assertThat(InjectedText.QUERY.problem("a\tb")).hasValue(message("a tab (U+0009)", " at character 2"));
  }

  @Test
  void aHeaderAllowsVisibleAsciiAndAQueryAnyVisibleText() {
    StringBuilder visible = new StringBuilder();
    for (char c = '!'; c <= '~'; c++) {
      visible.append(c);
    }
    for (InjectedText place : InjectedText.values()) {
      assertThat(place.problem(visible.toString())).isEmpty();
      assertThat(place.problem("")).isEmpty();
    }
    assertThat(InjectedText.QUERY.problem("schlüssel 鍵 \uD83D\uDD11")).isEmpty();
    assertThat(InjectedText.HEADER.problem("schlüssel")).hasValueSatisfying(why ->
      assertThat(why).doesNotContain("ü").doesNotContain("U+")
    );
  }

  @ParameterizedTest
  @MethodSource
  void oneTrailingLineBreakIsRemoved(String text, String trimmed) {
    assertThat(InjectedText.withoutTrailingLineBreak(text)).isEqualTo(trimmed);
  }

  static Stream<Arguments> oneTrailingLineBreakIsRemoved() {
    return Stream.of(
      Arguments.of("key\n", "key"),
      Arguments.of("key\r\n", "key"),
      Arguments.of("key\n\n", "key\n"),
      Arguments.of("key\r", "key\r"),
      Arguments.of("\nkey", "\nkey"),
      Arguments.of("key", "key"),
      Arguments.of("\n", ""),
      Arguments.of("", "")
    );
  }

  private static String message(String kind, String where) {
    return "Must not contain " + kind + where + ": send the credential without it";
  }
}
