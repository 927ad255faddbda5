package io.keyfold.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorBodyTest {

  @ParameterizedTest
  @EnumSource
  void anErrorWithoutAHintLinksToTheSectionOfItsCode(ErrorCode code) {
    ApiException error = ApiException.of(code, "Something is wrong");

    assertThat(hint(error, null)).isEqualTo("See /docs/errors#" + code.wire());
    assertThat(hint(error, "https://keyfold.example.com/base/")).isEqualTo(
      "See https://keyfold.example.com/base/docs/errors#" + code.wire()
    );
  }

  @Test
  void aHintOfItsOwnStays() {
    ApiException error = ApiException.of(ErrorCode.FORBIDDEN, "Not allowed", "Ask the operator");

    assertThat(hint(error, "https://keyfold.example.com")).isEqualTo("Ask the operator");
  }

  private static String hint(ApiException error, @Nullable String publicUrl) {
    return ErrorBody.of(error, new PublicUrl(publicUrl)).hint();
  }
}
