package io.keyfold.deployment.definition;

import io.keyfold.schema.OAuthGrantType;
import io.keyfold.schema.RefreshTokenKind;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Validates the OAuth settings of an auth method beyond their JSON Schema. */
final class OAuthChecks {

  /** Parameters of the authorization request that the flow itself sets. */
  private static final Set<String> RESERVED = Set.of(
    "client_id",
    "client_secret",
    "code_challenge",
    "code_challenge_method",
    "nonce",
    "redirect_uri",
    "request",
    "request_uri",
    "resource",
    "response_mode",
    "response_type",
    "scope",
    "state"
  );
  private static final String PLACEHOLDER = "{client_id}";

  private final Function<String, Optional<String>> urlRefusal;
  private final BiConsumer<String, List<String>> problems;

  /**
   * Creates checks.
   *
   * @param urlRefusal returns why a URL must not be called
   * @param problems receives each problem: its message, and its field below {@code oauth}
   */
  OAuthChecks(Function<String, Optional<String>> urlRefusal, BiConsumer<String, List<String>> problems) {
    this.urlRefusal = urlRefusal;
    this.problems = problems;
  }

  void check(OAuthDefinition oauth, List<String> scopes) {
    if (oauth.tokenUrl() == null) {
      discovered(oauth);
      request(oauth, scopes);
      return;
    }
    boolean code = oauth.grant() == OAuthGrantType.AUTHORIZATION_CODE;
    if (code != (oauth.authorizationUrl() != null)) {
      add("Required for grant_type authorization_code and not allowed for others", "authorization_url");
    }
    url(oauth.authorizationUrl(), "authorization_url");
    url(oauth.tokenUrl(), "token_url");
    url(oauth.revocationUrl(), "revocation_url");
    url(oauth.userinfoUrl(), "userinfo_url");
    url(oauth.issuer(), "issuer");
    if (Boolean.TRUE.equals(oauth.responseIssuer()) && oauth.issuer() == null) {
      add("Name the issuer that every response carries", "issuer");
    }
    if (oauth.resource() != null && !isResource(oauth.resource())) {
      add("Must be an absolute URI without a fragment", "resource");
    }
    revocation(oauth);
    request(oauth, scopes);
    if (oauth.refreshIdleLifetime() != null && oauth.refreshTokenKind() == RefreshTokenKind.NONE) {
      add("Not allowed where the vendor issues no refresh tokens", "refresh_idle_lifetime");
    }
  }

  private void discovered(OAuthDefinition oauth) {
    if (!oauth.leavesAllToDiscovery()) {
      add(
        "Required, unless the authorization server is discovered from the MCP server; then only default_scopes may be set",
        "token_url"
      );
    }
  }

  private void revocation(OAuthDefinition oauth) {
    OAuthDefinition.RevocationCall call = oauth.revocationCall();
    if (call == null) {
      return;
    }
    if (oauth.revocationUrl() != null) {
      add("Set revocation_url or revocation_call, not both", "revocation_call");
    }
    url(call.url().replace(PLACEHOLDER, "client"), "revocation_call", "url");
    if (!"bearer".equals(call.auth()) && (call.body() == null || call.body().equals("none"))) {
      add("The call must carry the token: as bearer, or in its body", "revocation_call", "body");
    }
  }

  private void request(OAuthDefinition oauth, List<String> scopes) {
    if (oauth.authorizationParameters() != null) {
      for (String name : oauth.authorizationParameters().keySet()) {
        if (RESERVED.contains(name)) {
          add("The flow sets this parameter itself", "authorization_parameters", name);
        }
      }
    }
    String parameter = oauth.scopeParameter();
    if (parameter != null && !parameter.equals("scope") && RESERVED.contains(parameter)) {
      add("The flow sets this parameter itself", "scope_parameter");
    }
    List<String> wanted = oauth.defaultScopes() == null ? List.of() : oauth.defaultScopes();
    for (int i = 0; i < wanted.size(); i++) {
      if (!scopes.contains(wanted.get(i))) {
        add("Must be one of the method's scopes", "default_scopes", Integer.toString(i));
      }
    }
  }

  private static boolean isResource(String resource) {
    try {
      URI uri = URI.create(resource);
      return uri.isAbsolute() && uri.getRawFragment() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void url(@Nullable String url, String... field) {
    if (url != null) {
      urlRefusal.apply(url).ifPresent(why -> add(why, field));
    }
  }

  private void add(String message, String... field) {
    problems.accept(message, List.of(field));
  }
}
