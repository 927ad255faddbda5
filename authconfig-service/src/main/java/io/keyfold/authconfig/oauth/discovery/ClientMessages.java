package io.keyfold.authconfig.oauth.discovery;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.client.ClientInformation;
import com.nimbusds.oauth2.sdk.client.ClientMetadata;
import com.nimbusds.oauth2.sdk.client.ClientRegistrationRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import io.keyfold.authconfig.oauth.AppCredentials;
import io.keyfold.authconfig.oauth.http.HttpCall;
import io.keyfold.authconfig.oauth.vendor.ClientAuthentication;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.minidev.json.JSONObject;

/** Client metadata as documents, registration requests and responses. */
final class ClientMessages {

  private ClientMessages() {}

  static String document(OurClient client) {
    URI id = client.document();
    if (id == null) {
      throw new IllegalStateException("the metadata document has no URL");
    }
    JSONObject json = metadata(client, ClientAuthentication.NONE).toJSONObject();
    json.put("client_id", id.toString());
    return json.toJSONString();
  }

  static HttpCall registration(URI endpoint, OurClient client, ClientAuthentication authentication) {
    HTTPRequest request = new ClientRegistrationRequest(
      endpoint,
      metadata(client, authentication),
      null
    ).toHTTPRequest();
    return new HttpCall(
      HttpCall.Operation.REGISTER,
      "POST",
      endpoint,
      Map.of("Accept", List.of("application/json"), "Content-Type", List.of("application/json")),
      request.getBody()
    );
  }

  /** {@return the client that the response describes; empty if it is none that can be used} */
  static Optional<RegisteredClient> registered(String issuer, byte[] body) {
    try {
      ClientInformation client = ClientInformation.parse(
        JSONObjectUtils.parse(new String(body, StandardCharsets.UTF_8))
      );
      Secret secret = client.getSecret();
      AppCredentials app = new AppCredentials(
        client.getID().getValue(),
        secret == null ? null : io.keyfold.platform.vault.Secret.ofText(secret.getValue()),
        null,
        authentication(client),
        issuer
      );
      return Optional.of(
        new RegisteredClient.Registered(
          app,
          secret == null || secret.getExpirationDate() == null ? null : secret.getExpirationDate().toInstant()
        )
      );
    } catch (ParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The server may choose another way than the one asked for (RFC 7591 section 3.2.1). */
  private static ClientAuthentication authentication(ClientInformation client) {
    ClientAuthenticationMethod method = client.getMetadata().getTokenEndpointAuthMethod();
    if (method == null) {
      return client.getSecret() == null ? ClientAuthentication.NONE : ClientAuthentication.CLIENT_SECRET_BASIC;
    }
    return ClientAuthentication.valueOf(method.getValue().toUpperCase(Locale.ROOT));
  }

  private static ClientMetadata metadata(OurClient client, ClientAuthentication authentication) {
    ClientMetadata metadata = new ClientMetadata();
    metadata.setName(client.name());
    metadata.setRedirectionURIs(new HashSet<>(client.redirectUris()));
    metadata.setGrantTypes(Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN));
    metadata.setResponseTypes(Set.of(ResponseType.CODE));
    metadata.setTokenEndpointAuthMethod(new ClientAuthenticationMethod(authentication.name().toLowerCase(Locale.ROOT)));
    if (client.home() != null) {
      metadata.setURI(client.home());
    }
    return metadata;
  }
}
