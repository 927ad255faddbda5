package io.keyfold.authconfig.oauth.protocol;

import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.JWTAuthentication;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.keyfold.authconfig.oauth.AppCredentials;
import io.keyfold.authconfig.oauth.vendor.Endpoints;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import io.keyfold.platform.vault.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an app proves itself in a request. */
final class ClientProofs {

  private ClientProofs() {}

  /**
   * {@return the proof; empty for a public client, which sends its client id only}
   *
   * @throws UnusableCredentialException if the app lacks what its way to authenticate needs
   */
  static Optional<ClientAuthentication> of(AppCredentials app, VendorOAuth vendor) {
    io.keyfold.authconfig.oauth.vendor.ClientAuthentication stated = app.authentication();
    ClientID id = new ClientID(app.clientId());
    return switch (stated == null ? vendor.clientAuthentication() : stated) {
      case CLIENT_SECRET_BASIC -> Optional.of(basic(app));
      case CLIENT_SECRET_POST -> Optional.of(new ClientSecretPost(id, secret(app)));
      case PRIVATE_KEY_JWT -> Optional.of(assertion(app, id, vendor.endpoints()));
      case NONE -> Optional.empty();
    };
  }

  /**
   * Adds the client id to a form, unless the proof contains it. An assertion names the client too, but Spring's server
   * wants the parameter beside it, which RFC 7521 section 4.2 allows.
   */
  static void nameClient(HTTPRequest request, AppCredentials app, Optional<? extends ClientAuthentication> proof) {
    boolean named = proof.filter(some -> !(some instanceof JWTAuthentication)).isPresent();
    String id = URLUtils.serializeParameters(Map.of("client_id", List.of(app.clientId())));
    if (!named) {
      request.setBody(request.getBody().isEmpty() ? id : request.getBody() + "&" + id);
    }
  }

  /** {@return client id and secret for the {@code Authorization} header} */
  static ClientSecretBasic basic(AppCredentials app) {
    return new ClientSecretBasic(new ClientID(app.clientId()), secret(app));
  }

  /**
   * The audience is the issuer where there is one. A vendor that names another vendor's token endpoint as its own would
   * else obtain an assertion that is valid there.
   */
  private static PrivateKeyJWT assertion(AppCredentials app, ClientID id, Endpoints endpoints) {
    String issuer = endpoints.issuer();
    Audience audience = new Audience(issuer == null ? endpoints.token().toString() : issuer);
    Secret key = needed(app.privateKey(), "the app has no private key");
    return new PrivateKeyJWT(JsonWebKeys.sign(key, new JWTAuthenticationClaimsSet(id, audience).toJWTClaimsSet()));
  }

  private static com.nimbusds.oauth2.sdk.auth.Secret secret(AppCredentials app) {
    Secret secret = needed(app.clientSecret(), "the app has no client secret");
    return new com.nimbusds.oauth2.sdk.auth.Secret(secret.use(bytes -> new String(bytes, StandardCharsets.UTF_8)));
  }

  private static Secret needed(@Nullable Secret secret, String message) {
    if (secret == null) {
      throw new UnusableCredentialException(message);
    }
    return secret;
  }
}
