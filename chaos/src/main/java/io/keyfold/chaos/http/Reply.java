package io.keyfold.chaos.http;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The outcome of a request.
 *
 * @param status the HTTP status; 0 without a response
 * @param version the object's version, from the ETag; 0 without one
 * @param body the JSON body; a missing node without one
 * @param detail the error's code and message, or the exception's name without a response
 */
public record Reply(int status, long version, JsonNode body, String detail) {
  static Reply none(String detail) {
    return new Reply(0, 0, MissingNode.getInstance(), detail);
  }

  /** {@return whether the request succeeded} */
  public boolean ok() {
    return status / 100 == 2;
  }

  /**
   * {@return whether the request certainly had no effect} True for a 4xx. After a 5xx, or without a response, it may
   * have had one.
   */
  public boolean refused() {
    return status / 100 == 4 && status != 408 && status != 429;
  }

  /** {@return the object's id} */
  public String id() {
    return body.path("id").asString("");
  }
}
