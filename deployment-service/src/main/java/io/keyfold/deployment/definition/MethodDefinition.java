package io.keyfold.deployment.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An auth method as people write it.
 *
 * @param key unique within the provider
 * @param type {@code oauth}, {@code token} or {@code custom}
 * @param name for people; the key if absent
 * @param description for people
 * @param inputSchema JSON Schema of what a caller supplies; if absent it follows from type and injections
 * @param outputSchema JSON Schema of what goes into calls; if absent it is the input's, or for OAuth the tokens'
 * @param scopes for OAuth
 * @param injections if absent: for OAuth the access token as bearer
 * @param oauth the vendor's endpoints, needed for OAuth
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
   * A scope.
   *
   * @param scope the vendor's name of it
   * @param name for people; the scope if absent
   * @param description for people
   */
  public record Scope(String scope, @Nullable String name, @Nullable String description) {}

  /**
   * How one property of a credential goes into a call.
   *
   * @param place {@code header}, {@code bearer} or {@code query}
   * @param name of the header or query parameter
   * @param property of the credential
   * @param prefix text before the value
   */
  public record Injection(String place, @Nullable String name, String property, @Nullable String prefix) {}

  /**
   * The vendor's OAuth endpoints.
   *
   * @param authorizationUrl where a user consents
   * @param tokenUrl where a code becomes tokens
   */
  public record OAuth(String authorizationUrl, String tokenUrl) {}
}
