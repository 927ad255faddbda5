package io.keyfold.authconfig.oauth.discovery;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import io.keyfold.authconfig.oauth.discovery.Discovered.Failed;
import io.keyfold.authconfig.oauth.discovery.Discovered.Found;
import io.keyfold.authconfig.oauth.discovery.Discovered.Problem;
import io.keyfold.authconfig.oauth.vendor.ClientAuthentication;
import io.keyfold.authconfig.oauth.vendor.Endpoints;
import io.keyfold.platform.egress.EgressPolicy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.minidev.json.JSONObject;
import org.jspecify.annotations.Nullable;

/** Reads metadata documents, which others write: what is inconsistent or not allowed is refused. */
final class MetadataReading {

  private static final int MAX_SERVERS = 10;
  private static final int MAX_SCOPES = 500;
  private static final int MAX_SCOPE = 200;

  private static final Map<ClientAuthenticationMethod, ClientAuthentication> AUTHENTICATIONS = Map.of(
    ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
    ClientAuthentication.CLIENT_SECRET_BASIC,
    ClientAuthenticationMethod.CLIENT_SECRET_POST,
    ClientAuthentication.CLIENT_SECRET_POST,
    ClientAuthenticationMethod.PRIVATE_KEY_JWT,
    ClientAuthentication.PRIVATE_KEY_JWT,
    ClientAuthenticationMethod.NONE,
    ClientAuthentication.NONE
  );

  private final EgressPolicy policy;

  MetadataReading(EgressPolicy policy) {
    this.policy = policy;
  }

  /** {@return the authorization server that the document describes; empty if it is no JSON object} */
  Optional<Discovered<AuthorizationServer>> server(String issuer, byte[] body) {
    return json(body).map(json -> server(issuer, json));
  }

  /** {@return the resource that the document describes; empty if it is no JSON object} */
  Optional<Discovered<ProtectedResource>> resource(URI url, List<String> challenged, byte[] body) {
    return json(body).map(json -> resource(url, challenged, json));
  }

  private Discovered<AuthorizationServer> server(String issuer, JSONObject json) {
    // Before anything else: another server's document says nothing about this one.
    if (!issuer.equals(json.get("issuer"))) {
      return new Failed<>(Problem.ISSUER_MISMATCH);
    }
    try {
      AuthorizationServerMetadata metadata = AuthorizationServerMetadata.parse(json);
      List<CodeChallengeMethod> methods = metadata.getCodeChallengeMethods();
      if (methods == null || !methods.contains(CodeChallengeMethod.S256)) {
        return new Failed<>(Problem.NO_PKCE);
      }
      URI token = metadata.getTokenEndpointURI();
      boolean allowed = Stream.of(
        metadata.getAuthorizationEndpointURI(),
        token,
        metadata.getRevocationEndpointURI(),
        metadata.getRegistrationEndpointURI()
      ).allMatch(this::allowed);
      if (token == null || !allowed) {
        return new Failed<>(Problem.INVALID);
      }
      return new Found<>(
        new AuthorizationServer(
          issuer,
          new Endpoints(
            metadata.getAuthorizationEndpointURI(),
            token,
            issuer,
            metadata.supportsAuthorizationResponseIssuerParam()
          ),
          metadata.getRevocationEndpointURI(),
          metadata.getRegistrationEndpointURI(),
          Boolean.TRUE.equals(json.get("client_id_metadata_document_supported")),
          authentications(metadata.getTokenEndpointAuthMethods())
        )
      );
    } catch (ParseException | IllegalArgumentException e) {
      return new Failed<>(Problem.INVALID);
    }
  }

  private Discovered<ProtectedResource> resource(URI url, List<String> challenged, JSONObject json) {
    try {
      URI resource = JSONObjectUtils.getURI(json, "resource");
      if (resource.getScheme() == null || !WellKnown.covers(resource, url)) {
        return new Failed<>(Problem.RESOURCE_MISMATCH);
      }
      List<String> servers = JSONObjectUtils.getStringList(json, "authorization_servers", List.of());
      if (servers.isEmpty() || servers.size() > MAX_SERVERS) {
        return new Failed<>(Problem.INVALID);
      }
      List<String> supported = JSONObjectUtils.getStringList(json, "scopes_supported", List.of());
      return new Found<>(
        new ProtectedResource(resource, servers, scopes(challenged.isEmpty() ? supported : challenged))
      );
    } catch (ParseException | IllegalArgumentException e) {
      return new Failed<>(Problem.INVALID);
    }
  }

  private boolean allowed(@Nullable URI url) {
    return url == null || policy.refusal(url.toString()).isEmpty();
  }

  private static List<String> scopes(List<String> scopes) {
    return scopes
      .stream()
      .filter(scope -> scope.length() <= MAX_SCOPE && scope.chars().allMatch(c -> c > 0x20 && c < 0x7f))
      .distinct()
      .limit(MAX_SCOPES)
      .toList();
  }

  /** Without the list, RFC 8414 means basic authentication. */
  private static Set<ClientAuthentication> authentications(@Nullable List<ClientAuthenticationMethod> methods) {
    EnumSet<ClientAuthentication> known = EnumSet.noneOf(ClientAuthentication.class);
    if (methods == null) {
      known.add(ClientAuthentication.CLIENT_SECRET_BASIC);
    } else {
      methods.stream().map(AUTHENTICATIONS::get).filter(Objects::nonNull).forEach(known::add);
    }
    return known;
  }

  private static Optional<JSONObject> json(byte[] body) {
    try {
      return Optional.of(JSONObjectUtils.parse(new String(body, StandardCharsets.UTF_8)));
    } catch (ParseException e) {
      return Optional.empty();
    }
  }
}
