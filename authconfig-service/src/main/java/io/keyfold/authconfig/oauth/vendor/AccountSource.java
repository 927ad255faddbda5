package io.keyfold.authconfig.oauth.vendor;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the id and name of the connected account are.
 *
 * @param document the JSON document that contains them
 * @param userInfo URL of the document, called with the access token; present if and only if it is the user info
 * @param id JSON pointer of the account's id
 * @param name JSON pointer of the name to show; null if there is none
 */
public record AccountSource(Document document, @Nullable URI userInfo, String id, @Nullable String name) {
  /** Checks that the URL agrees with the document. */
  public AccountSource {
    if ((document == Document.USER_INFO) != (userInfo != null)) {
      throw new IllegalArgumentException("a user info URL is needed for user info only");
    }
  }

  /** The document that names the account. */
  public enum Document {
    /** The token response. */
    TOKEN_RESPONSE,
    /** The claims of the token response's {@code id_token}, which came over TLS from the token endpoint. */
    ID_TOKEN,
    /** The answer of a URL that is called with the access token after the code was exchanged. */
    USER_INFO,
  }
}
