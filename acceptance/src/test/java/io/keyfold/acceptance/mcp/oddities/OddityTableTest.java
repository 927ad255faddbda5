package io.keyfold.acceptance.mcp.oddities;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The table of oddities in docs/mcp.md is the code's. {@code -Dkeyfold.docs=write} writes it. */
@Tag("promise-8")
class OddityTableTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "mcp.md");
  private static final String BEGIN = "<!-- oddities: generated -->\n";
  private static final String END = "<!-- oddities: end -->\n";

  @Test
  void theDocumentListsEachOddity() throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(BEGIN) + BEGIN.length();
    int end = document.indexOf(END);
    if (System.getProperty("keyfold.docs", "").equals("write")) {
      Files.writeString(DOCUMENT, document.substring(0, begin) + table() + document.substring(end));
      return;
    }

    assertThat(document.substring(begin, end))
      .as("%s; write it with -Dkeyfold.docs=write", DOCUMENT)
      .isEqualTo(table());
  }

  @Test
  void eachOddityHasANameOfItsOwn() {
    List<String> names = Oddities.all().stream().map(Oddity::name).toList();

    assertThat(names)
      .doesNotHaveDuplicates()
      .allMatch(name -> name.matches("[a-z0-9-]+"));
  }

  private static String table() {
    return Oddities.all()
      .stream()
      .map(OddityTableTest::row)
      .collect(
        Collectors.joining("", "| oddity | what the server does | correct behaviour | test |\n|---|---|---|---|\n", "")
      );
  }

  private static String row(Oddity oddity) {
    String apis = oddity.apis().stream().sorted().map(OddityTableTest::title).collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | `McpOdditiesIT`: %s |%n".formatted(oddity.name(), oddity.what(), oddity.correct(), apis);
  }

  private static String title(Oddity.Api api) {
    return switch (api) {
      case REST -> "REST";
      case CLASSIC -> "2025-11-25";
      case MODERN -> "2026-07-28";
    };
  }
}
