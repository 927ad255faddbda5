package io.keyfold.chaos.http;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What came of a request.
 *
 * @param status the HTTP status; 0 if there was no answer
 * @param version the object's version, from the ETag; 0 if there was none
 * @param body the JSON; missing if there was none
 * @param why what happened instead of an answer, or the error's code and message
 */
public record Reply(int status, long version, JsonNode body, String why) {
  static Reply none(String why) {
    return new Reply(0, 0, MissingNode.getInstance(), why);
  }

  /** {@return whether it was done} */
  public boolean ok() {
    return status / 100 == 2;
  }

  /**
   * {@return whether it was certainly not done} A 4xx says so. No answer, and a 5xx, say nothing: the request may have had
   * its effect.
   */
  public boolean refused() {
    return status / 100 == 4 && status != 408 && status != 429;
  }

  /** {@return the object's id} */
  public String id() {
    return body.path("id").asString("");
  }
}
