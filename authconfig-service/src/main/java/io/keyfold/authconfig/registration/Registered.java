package io.keyfold.authconfig.registration;

import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.oauth.discovery.OurClient;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What limits the use of a registered client, in the metadata of its app.
 *
 * @param redirectUri the only redirect URI that was registered
 * @param until when its secret expires; null: never
 */
record Registered(@Nullable String redirectUri, @Nullable Instant until) {
  private static final String REDIRECT_URI = "redirect_uri";
  private static final String UNTIL = "client_secret_expires_at";
  private static final JsonMapper JSON = JsonMapper.shared();

  static Registered of(OurClient client, @Nullable Instant until) {
    return new Registered(client.redirectUris().getFirst().toString(), until);
  }

  /** Tenants may change the metadata; what cannot be read serves nothing, and the client is registered anew. */
  static Registered of(OAuthApp app) {
    String metadata = app.about().metadata();
    try {
      JsonNode json = JSON.readTree(metadata == null ? "{}" : metadata);
      String until = json.path(UNTIL).stringValue(null);
      return new Registered(json.path(REDIRECT_URI).stringValue(null), until == null ? null : Instant.parse(until));
    } catch (JacksonException | DateTimeParseException _) {
      return new Registered(null, null);
    }
  }

  boolean serves(Registered wanted, Instant now) {
    return redirectUri != null && redirectUri.equals(wanted.redirectUri()) && (until == null || now.isBefore(until));
  }

  String json() {
    ObjectNode json = JSON.createObjectNode().put(REDIRECT_URI, redirectUri);
    if (until != null) {
      json.put(UNTIL, until.toString());
    }
    return json.toString();
  }
}
