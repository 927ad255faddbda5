package io.keyfold.deployment.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Definition of an auth method.
 *
 * @param key unique within the provider
 * @param type {@code oauth}, {@code token} or {@code custom}
 * @param name display name; by default the key
 * @param description description for users
 * @param inputSchema JSON Schema of the caller's input; by default derived from type and injections
 * @param outputSchema JSON Schema of the injected value; by default the input's, or for OAuth the tokens'
 * @param scopes for OAuth
 * @param injections by default for OAuth the access token as bearer
 * @param oauth the vendor's endpoints, required for OAuth
 */
public record MethodDefinition(
  String key,
  String type,
  @Nullable String name,
  @Nullable String description,
  @Nullable JsonNode inputSchema,
  @Nullable JsonNode outputSchema,
  @Nullable List<Scope> scopes,
  @Nullable List<Injection> injections,
  @Nullable OAuth oauth
) {
  /**
   * An OAuth scope.
   *
   * @param scope the vendor's name of the scope
   * @param name display name; by default the scope
   * @param description description for users
   */
  public record Scope(String scope, @Nullable String name, @Nullable String description) {}

  /**
   * How one property of a credential is injected into a call.
   *
   * @param place {@code header}, {@code bearer} or {@code query}
   * @param name name of the header or query parameter
   * @param property property of the credential
   * @param prefix text before the value
   */
  public record Injection(String place, @Nullable String name, String property, @Nullable String prefix) {}

  /**
   * The vendor's OAuth endpoints.
   *
   * @param authorizationUrl authorization endpoint
   * @param tokenUrl token endpoint
   */
  public record OAuth(String authorizationUrl, String tokenUrl) {}
}
