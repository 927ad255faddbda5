package io.keyfold.platform.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/errors.md has one section per error code, with its HTTP status. */
class ErrorsDocumentTest {

  private static final Pattern SECTION = Pattern.compile("^### (\\w+)\\n(\\d{3})\\. ", Pattern.MULTILINE);

  @Test
  void everyCodeHasASectionWithItsStatus() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "errors.md"));

    List<String> documented = SECTION.matcher(document).results().map(ErrorsDocumentTest::codeAndStatus).toList();

    assertThat(documented).containsExactlyInAnyOrderElementsOf(
      Stream.of(ErrorCode.values())
        .map(code -> code.wire() + " " + code.status())
        .toList()
    );
  }

  private static String codeAndStatus(MatchResult section) {
    return section.group(1) + " " + section.group(2);
  }
}
