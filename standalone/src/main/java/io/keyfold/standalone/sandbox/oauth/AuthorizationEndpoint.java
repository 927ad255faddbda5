package io.keyfold.standalone.sandbox.oauth;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Asks the user, and sends the browser back to the app with a code or an error. */
final class AuthorizationEndpoint {

  static final String DECISION = "/authorize/decision";

  private final AuthorizationServer server;
  private final Metadata metadata;
  private final List<String> accounts;
  private final Pages pages = new Pages();

  AuthorizationEndpoint(AuthorizationServer server, Metadata metadata, List<String> accounts) {
    this.server = server;
    this.metadata = metadata;
    this.accounts = List.copyOf(accounts);
  }

  /** Shows the consent page. Errors go back to the app only if its redirect URI is registered. */
  Mono<ServerResponse> ask(ServerRequest http) {
    Form form = new Form(http.queryParams());
    SandboxApp app;
    String redirectUri;
    try {
      redirectUri = form.require("redirect_uri");
      app = server
        .app(form.require("client_id"), redirectUri)
        .orElseThrow(() -> new OAuthError("invalid_request", "Unknown client_id or redirect_uri"));
    } catch (OAuthError e) {
      return page(HttpStatus.BAD_REQUEST, pages.error(e.description()), "'none'");
    }
    Optional<String> state = Optional.ofNullable(http.queryParams().getFirst("state"));
    try {
      ConsentRequest request = request(form, app, redirectUri);
      server.ask(request);
      String nonce = server.secret("");
      return page(HttpStatus.OK, pages.consent(request, accounts, DECISION, nonce), "'nonce-" + nonce + "'");
    } catch (OAuthError e) {
      return back(redirectUri, state, "error", e.code(), "error_description", e.description());
    }
  }

  /** Takes the user's decision, once. */
  Mono<ServerResponse> decide(ServerRequest http) {
    return http.formData().flatMap(form -> {
      String id = String.valueOf(form.getFirst("request"));
      ConsentRequest request = server.decide(id).orElse(null);
      String account = String.valueOf(form.getFirst("account"));
      if (request == null || !accounts.contains(account)) {
        return page(HttpStatus.BAD_REQUEST, pages.error("This request was decided before, or is unknown."), "'none'");
      }
      Optional<String> state = Optional.ofNullable(request.state());
      if (!"allow".equals(form.getFirst("decision"))) {
        return back(request.redirectUri(), state, "error", "access_denied");
      }
      List<String> granted = request.scopes().stream().filter(scopes(form)::contains).toList();
      return back(request.redirectUri(), state, "code", server.allow(request, account, granted));
    });
  }

  private ConsentRequest request(Form form, SandboxApp app, String redirectUri) throws OAuthError {
    if (!form.require("response_type").equals("code")) {
      throw new OAuthError("unsupported_response_type", "Only code is supported");
    }
    if (!form.require("code_challenge_method").equals("S256")) {
      throw new OAuthError("invalid_request", "PKCE with S256 is required");
    }
    List<String> scopes = List.of(form.find("scope").orElse(Metadata.DEFAULT_SCOPE).split(" "));
    if (!Metadata.SCOPES.containsAll(scopes)) {
      throw new OAuthError("invalid_scope", "The scopes are " + Metadata.SCOPES);
    }
    metadata.checkResource(form);
    String challenge = form.require("code_challenge");
    String state = form.find("state").orElse(null);
    return new ConsentRequest(server.secret("scr_"), app, redirectUri, state, scopes, challenge);
  }

  private static List<String> scopes(MultiValueMap<String, String> form) {
    return form.getOrDefault("scope", List.of());
  }

  private Mono<ServerResponse> back(String redirectUri, Optional<String> state, String... parameters) {
    StringBuilder location = new StringBuilder(redirectUri);
    location
      .append(redirectUri.contains("?") ? '&' : '?')
      .append("iss=")
      .append(encode(metadata.issuer()));
    for (int i = 0; i < parameters.length; i += 2) {
      location
        .append('&')
        .append(parameters[i])
        .append('=')
        .append(encode(parameters[i + 1]));
    }
    state.ifPresent(value -> location.append("&state=").append(encode(value)));
    return ServerResponse.seeOther(URI.create(location.toString())).header("Cache-Control", "no-store").build();
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static Mono<ServerResponse> page(HttpStatus status, String html, String styles) {
    return ServerResponse.status(status)
      .contentType(MediaType.TEXT_HTML)
      .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; style-src " + styles)
      .header("Cache-Control", "no-store")
      .header("Referrer-Policy", "no-referrer")
      .bodyValue(html);
  }
}
