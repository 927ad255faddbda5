package io.keyfold.platform.testing.oauth;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How {@link HostileVendor} answers token requests.
 *
 * @param reply what the answer is
 * @param delay time from handling the request to the answer
 * @param expiresIn {@code expires_in} as a JSON literal; null for none
 * @param tokenType the token type, in whatever case
 * @param rotation what a refresh does to the refresh token
 */
public record Manner(Reply reply, Duration delay, @Nullable String expiresIn, String tokenType, Rotation rotation) {
  /** Correct and prompt: rotating refresh tokens, tokens of an hour. */
  public static final Manner CORRECT = new Manner(Reply.TOKENS, Duration.ZERO, "3600", "Bearer", Rotation.ROTATING);

  /** {@return this with another reply} */
  public Manner with(Reply other) {
    return new Manner(other, delay, expiresIn, tokenType, rotation);
  }

  /** {@return this with a delay} */
  public Manner after(Duration other) {
    return new Manner(reply, other, expiresIn, tokenType, rotation);
  }

  /** {@return this with another {@code expires_in}, as a JSON literal} */
  public Manner expiringIn(@Nullable String literal) {
    return new Manner(reply, delay, literal, tokenType, rotation);
  }

  /** {@return this with another token type} */
  public Manner ofType(String other) {
    return new Manner(reply, delay, expiresIn, other, rotation);
  }

  /** {@return this with another rotation} */
  public Manner with(Rotation other) {
    return new Manner(reply, delay, expiresIn, tokenType, other);
  }

  /** What the answer to a token request is. */
  public enum Reply {
    /** Tokens, or a correct error. */
    TOKENS,
    /** An error with status 200, as GitHub's. */
    ERROR_WITH_200,
    /** Status 500 without handling the request. */
    STATUS_500,
    /** Status 500 after handling the request: the refresh token is used up. */
    STATUS_500_HANDLED,
    /** Status 503 with {@code Retry-After: 7}, without handling the request. */
    STATUS_503,
    /** No answer, after handling the request. */
    HANG,
    /** The connection is closed without an answer, after handling the request. */
    DROP,
    /** A web page with status 200, after handling the request. */
    HTML,
    /** A JSON object of 8 MiB, after handling the request. */
    HUGE,
    /** A redirect to a private address, with the request's method kept. */
    REDIRECT,
    /** {@code invalid_client} whose description repeats the whole request. */
    ECHO,
  }

  /** What a refresh does to the refresh token. */
  public enum Rotation {
    /** A new one; using an old one again revokes the grant. */
    ROTATING,
    /** The same one is returned. */
    CONSTANT,
    /** The same one stays valid, and the answer has none. */
    OMITTED,
  }
}
