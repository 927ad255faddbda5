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
 * @param oauth the vendor's endpoints and behaviour, required for OAuth
 * @param check a call that tells whether the vendor accepts a credential of type {@code token} or {@code custom}
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
  @Nullable OAuthDefinition oauth,
  @Nullable Check check
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
   * A cheap call without side effects that tells whether the vendor accepts a typed credential.
   *
   * @param method {@code GET} or {@code POST}; by default {@code GET}
   * @param url its URL
   * @param expectedStatus HTTP status when the credential is accepted; by default 200
   * @param okPointer JSON pointer to a member of the response that must be true
   */
  public record Check(
    @Nullable String method,
    String url,
    @Nullable Integer expectedStatus,
    @Nullable String okPointer
  ) {}
}
