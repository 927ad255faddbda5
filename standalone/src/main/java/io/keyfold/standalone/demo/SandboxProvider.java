package io.keyfold.standalone.demo;

import io.keyfold.standalone.sandbox.Sandbox;
import io.keyfold.standalone.sandbox.oauth.Metadata;
import java.util.List;
import java.util.Map;

/** The sandbox as a custom provider, with an API key or OAuth. */
final class SandboxProvider {

  private SandboxProvider() {}

  /** {@return the request that creates the provider} */
  static Map<String, Object> body(Sandbox sandbox) {
    return Map.of(
      "name",
      "Sandbox Search",
      "mcp_url",
      sandbox.url(),
      "auth_methods",
      List.of(apiKey(), oauth(sandbox.metadata()))
    );
  }

  private static Map<String, Object> apiKey() {
    Map<String, Object> schema = Map.of(
      "type",
      "object",
      "properties",
      Map.of("api_key", Map.of("type", "string")),
      "required",
      List.of("api_key")
    );
    return Map.of(
      "key",
      "api_key",
      "type",
      "token",
      "name",
      "API key",
      "input_schema",
      schema,
      "injections",
      List.of(Map.of("place", "header", "name", Sandbox.HEADER, "property", "api_key"))
    );
  }

  private static Map<String, Object> oauth(Metadata metadata) {
    return Map.of(
      "key",
      "oauth",
      "type",
      "oauth",
      "name",
      "OAuth app",
      "scopes",
      List.of(Map.of("scope", "search", "name", "Search", "description", "Search the sandbox for you.")),
      "oauth",
      Map.ofEntries(
        Map.entry("authorization_url", metadata.authorizationUrl()),
        Map.entry("token_url", metadata.tokenUrl()),
        Map.entry("revocation_url", metadata.revocationUrl()),
        Map.entry("issuer", metadata.issuer()),
        Map.entry("response_issuer", true),
        Map.entry("resource", metadata.resource()),
        Map.entry("default_scopes", List.of("search")),
        Map.entry("userinfo_url", metadata.userinfoUrl()),
        Map.entry("account_id_pointer", "/id"),
        Map.entry("account_name_pointer", "/name")
      )
    );
  }
}
