package io.keyfold.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class AcceptedTypesTest {

  @ParameterizedTest
  @ValueSource(
    strings = { "application/json", "*/*", "application/*", "text/html, */*;q=0.1", "application/vnd.acme+json" }
  )
  void aCallerThatTakesJsonIsLetIn(String accept) {
    assertThatCode(() -> AcceptedTypes.requireJson(accepting(accept))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = { "image/png", "text/event-stream", "zz", "*/*;q=x" })
  void aCallerThatTakesNoJsonIsRefused(String accept) {
    assertThatExceptionOfType(ApiException.class)
      .isThrownBy(() -> AcceptedTypes.requireJson(accepting(accept)))
      .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_ACCEPTABLE));
  }

  @Test
  void aCallerThatNamesNothingTakesAnything() {
    assertThat(AcceptedTypes.of(MockServerHttpRequest.post("/").build())).isEmpty();
    assertThat(AcceptedTypes.of(accepting("text/event-stream"))).containsExactly(MediaType.TEXT_EVENT_STREAM);
  }

  private static MockServerHttpRequest accepting(String accept) {
    return MockServerHttpRequest.post("/sessions").header("Accept", accept).build();
  }
}
