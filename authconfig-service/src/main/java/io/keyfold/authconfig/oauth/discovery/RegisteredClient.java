package io.keyfold.authconfig.oauth.discovery;

import io.keyfold.authconfig.oauth.AppCredentials;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How we are a client of an authorization server. */
public sealed interface RegisteredClient {
  /** As the customer's own app. */
  record PreRegistered(AppCredentials app) implements RegisteredClient {}

  /** As a public client whose id is the URL of our Client ID Metadata Document; there is nothing to keep. */
  record MetadataDocument(AppCredentials app) implements RegisteredClient {}

  /**
   * As a client that was registered just now. Keep it for this issuer and use it as the customer's own app next time.
   *
   * @param app the client id and secret
   * @param expiresAt when the secret expires; null means never
   */
  record Registered(AppCredentials app, @Nullable Instant expiresAt) implements RegisteredClient {}

  /** Not at all: a person has to register an app. */
  record Impossible(Reason reason) implements RegisteredClient {}

  /** Why a person is needed. */
  enum Reason {
    /** The customer's app belongs to another issuer. */
    ISSUER_MISMATCH,
    /** The server offers neither metadata documents nor registration. */
    NOT_OFFERED,
    /** The server refused the registration. */
    REFUSED,
    /** The egress proxy did not connect to the server. May pass. */
    EGRESS_PROXY,
    /** The server did not answer. May pass. */
    UNREACHABLE,
  }
}
