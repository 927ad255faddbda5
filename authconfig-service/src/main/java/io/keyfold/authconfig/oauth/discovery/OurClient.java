package io.keyfold.authconfig.oauth.discovery;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Keyfold says about itself to an authorization server.
 *
 * @param name the name that users see when they consent
 * @param redirectUris all redirect URIs
 * @param document public https URL of our Client ID Metadata Document, which is the client id; null if it is not
 *     reachable from the internet
 * @param home a page about the client; null for none
 */
public record OurClient(String name, List<URI> redirectUris, @Nullable URI document, @Nullable URI home) {
  /** Copies the list. */
  public OurClient {
    redirectUris = List.copyOf(redirectUris);
    if (redirectUris.isEmpty()) {
      throw new IllegalArgumentException("a client needs a redirect URI");
    }
  }

  /**
   * {@return the Client ID Metadata Document as JSON, of a public client}
   *
   * @throws IllegalStateException if there is no URL for it
   */
  public String metadataDocument() {
    return ClientMessages.document(this);
  }
}
