package io.keyfold.authconfig.oauth.discovery;

/**
 * Outcome of a discovery.
 *
 * @param <T> what was looked for
 */
public sealed interface Discovered<T> {
  /** It was found, and what it says about itself is consistent. */
  record Found<T>(T value) implements Discovered<T> {}

  /** It was not found, or must not be used. */
  record Failed<T>(Problem problem) implements Discovered<T> {}

  /** Why a discovery failed. */
  enum Problem {
    /** The URL or its address is not allowed. */
    ADDRESS_REFUSED,
    /** The egress proxy did not connect to the server. May pass. */
    EGRESS_PROXY,
    /** The server did not answer, or with a server error. May pass. */
    UNREACHABLE,
    /** There is no document at any of the places. */
    NOT_FOUND,
    /** A document lacks what it needs, or contains a URL that is not allowed. */
    INVALID,
    /** The document is about another resource than the one asked for. */
    RESOURCE_MISMATCH,
    /** The document's issuer is not identical to the one asked for. */
    ISSUER_MISMATCH,
    /** The server does not say that it supports PKCE with S256. */
    NO_PKCE,
  }
}
