package io.keyfold.authconfig.vendors;

import io.keyfold.authconfig.catalogue.KnownOAuth;
import io.keyfold.authconfig.catalogue.KnownProvider;
import io.keyfold.authconfig.oauth.discovery.AuthorizationServer;
import io.keyfold.authconfig.oauth.discovery.Discovered;
import io.keyfold.authconfig.oauth.discovery.Discovered.Failed;
import io.keyfold.authconfig.oauth.discovery.Discovered.Found;
import io.keyfold.authconfig.oauth.discovery.Discovered.Problem;
import io.keyfold.authconfig.oauth.discovery.Discovery;
import io.keyfold.authconfig.oauth.discovery.ProtectedResource;
import io.keyfold.authconfig.oauth.vendor.ClientAuthentication;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Finds the vendor of an OAuth method: in the catalogue, else by discovery at the provider's MCP server. Thread-safe. */
public final class Vendors {

  private static final List<ClientAuthentication> PREFERRED = List.of(
    ClientAuthentication.CLIENT_SECRET_BASIC,
    ClientAuthentication.CLIENT_SECRET_POST,
    ClientAuthentication.PRIVATE_KEY_JWT
  );

  private final Discovery discovery;

  /** Creates the search. */
  public Vendors(Discovery discovery) {
    this.discovery = discovery;
  }

  /**
   * {@return the vendor; errors with {@code provider_unreachable}, which may pass, or {@code provider_error}}
   *
   * @param issuer the only authorization server that may be used, since an app or a grant belongs to it; null: the first
   *     that the MCP server names. It does not matter for a vendor of the catalogue.
   */
  public Mono<Vendor> of(KnownProvider provider, KnownOAuth oauth, @Nullable String issuer) {
    VendorOAuth known = oauth.vendor();
    return known == null
      ? discovered(provider, oauth, issuer)
      : Mono.just(new Vendor(known, oauth.defaultScopes(), null));
  }

  private Mono<Vendor> discovered(KnownProvider provider, KnownOAuth oauth, @Nullable String issuer) {
    return discovery
      .resource(URI.create(provider.mcpUrl()))
      .map(result -> found(provider, result))
      .flatMap(resource ->
        discovery
          .authorizationServer(trusted(provider, resource, issuer))
          .map(result -> vendor(provider, oauth, resource, found(provider, result)))
      );
  }

  /** A server that the resource no longer names must not receive its tokens. */
  private static String trusted(KnownProvider provider, ProtectedResource resource, @Nullable String issuer) {
    if (issuer == null) {
      return resource.authorizationServers().getFirst();
    }
    if (!resource.authorizationServers().contains(issuer)) {
      throw ApiException.about(
        ErrorCode.PROVIDER_ERROR,
        "provider",
        provider.id(),
        "The MCP server no longer names the authorization server of this OAuth app: " + issuer
      );
    }
    return issuer;
  }

  private static Vendor vendor(
    KnownProvider provider,
    KnownOAuth oauth,
    ProtectedResource resource,
    AuthorizationServer server
  ) {
    if (server.endpoints().authorization() == null) {
      throw failure(provider, Problem.INVALID);
    }
    ClientAuthentication authentication = PREFERRED.stream()
      .filter(server.authentications()::contains)
      .findFirst()
      .orElse(ClientAuthentication.NONE);
    List<String> scopes = oauth.defaultScopes().isEmpty() ? resource.scopes() : oauth.defaultScopes();
    return new Vendor(server.vendor(authentication, resource.resource()), scopes, server);
  }

  private static <T> T found(KnownProvider provider, Discovered<T> result) {
    return switch (result) {
      case Found<T>(T value) -> value;
      case Failed<T>(Problem problem) -> throw failure(provider, problem);
    };
  }

  private static ApiException failure(KnownProvider provider, Problem problem) {
    boolean mayPass = problem == Problem.UNREACHABLE || problem == Problem.EGRESS_PROXY;
    ErrorCode code = mayPass ? ErrorCode.PROVIDER_UNREACHABLE : ErrorCode.PROVIDER_ERROR;
    String message = switch (problem) {
      case UNREACHABLE -> "The MCP server or its authorization server did not answer: retry later";
      case EGRESS_PROXY -> "The egress proxy did not connect Keyfold to the MCP server or its authorization server";
      case ADDRESS_REFUSED -> "An address that the MCP server names is not allowed";
      case NOT_FOUND -> "The MCP server names no authorization server, or that has no metadata";
      case INVALID -> "The metadata of the MCP server or its authorization server is not valid";
      case RESOURCE_MISMATCH -> "The metadata at the MCP server is about another resource";
      case ISSUER_MISMATCH -> "The metadata at the authorization server is about another issuer";
      case NO_PKCE -> "The authorization server does not say that it supports PKCE with S256";
    };
    return ApiException.about(code, "provider", provider.id(), message);
  }
}
