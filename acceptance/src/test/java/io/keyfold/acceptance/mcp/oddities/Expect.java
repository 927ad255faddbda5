package io.keyfold.acceptance.mcp.oddities;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.mcp.agent.Answer;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Common checks. */
final class Expect {

  private Expect() {}

  /** The call works. */
  static Oddity.Check fine() {
    return Play::works;
  }

  /** The call's answer has these texts, byte for byte. */
  static Oddity.Check carries(String... texts) {
    return play -> {
      Answer answer = play.call();
      assertThat(answer.result().isObject()).as("a result: %s", answer).isTrue();
      assertThat(answer.raw()).as("%s", answer).contains(texts);
    };
  }

  /** The server's JSON-RPC error arrives; in REST it is the error of a failed call. */
  static Oddity.Check rpcError(int code, String message, String... texts) {
    return play -> {
      Answer answer = play.call();
      JsonNode error = answer.error();
      assertThat(error.path("message").asString("")).as("%s", answer).contains(message);
      assertThat(List.of(texts)).as("in %s", answer).allMatch(answer.raw()::contains);
      if (play.isRest()) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.json().path("status").asString("")).as("%s", answer).isEqualTo("failed");
        assertThat(error.toString()).as("%s", answer).contains(String.valueOf(code));
      } else {
        assertThat(error.path("code").asInt()).as("%s", answer).isEqualTo(code);
      }
    };
  }

  /**
   * The call fails as the provider's fault.
   *
   * @param texts what the message says
   */
  static Oddity.Check providerError(int status, String code, String... texts) {
    return play -> failed(play, play.call(), status, code, texts);
  }

  static void failed(Play play, Answer answer, int status, String code, String... texts) {
    JsonNode error = answer.error();
    assertThat(List.of(texts))
      .as("in the message of %s", answer)
      .allMatch(error.path("message").asString("")::contains);
    if (play.isRest()) {
      assertThat(answer.status()).as("%s", answer).isEqualTo(status);
      assertThat(error.path("code").asString("")).as("%s", answer).isEqualTo(code);
    } else {
      assertThat(error.path("data").path("code").asString("")).as("%s", answer).isEqualTo(code);
    }
  }
}
