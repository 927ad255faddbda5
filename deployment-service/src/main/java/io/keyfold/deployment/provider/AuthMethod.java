package io.keyfold.deployment.provider;

import io.keyfold.schema.AuthMethodType;
import io.keyfold.schema.InjectionPlace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to authenticate at a provider.
 *
 * @param id e.g. {@code pam_slack_oauth}
 * @param key unique within the provider
 * @param type kind of method
 * @param name for people
 * @param description for people
 * @param inputSchema JSON Schema of what a caller supplies
 * @param outputSchema JSON Schema of what goes into calls, where it differs
 * @param scopes empty but for OAuth
 * @param injections how the material goes into a call
 * @param oauth the vendor's endpoints, for OAuth
 */
public record AuthMethod(
  String id,
  String key,
  AuthMethodType type,
  String name,
  @Nullable String description,
  String inputSchema,
  @Nullable String outputSchema,
  List<Scope> scopes,
  List<Injection> injections,
  @Nullable OAuth oauth
) {
  /** Copies the lists. */
  public AuthMethod {
    scopes = List.copyOf(scopes);
    injections = List.copyOf(injections);
  }

  /**
   * A scope that an OAuth method can ask for.
   *
   * @param id e.g. {@code pams_slack_chat_write}
   * @param scope the vendor's name of it
   * @param name for people
   * @param description for people
   */
  public record Scope(String id, String scope, String name, @Nullable String description) {}

  /**
   * How one property of a credential goes into a call.
   *
   * @param place header, Authorization: Bearer, or query parameter
   * @param name of the header or query parameter; null for BEARER
   * @param property of the credential's value
   * @param prefix text before the value
   */
  public record Injection(InjectionPlace place, @Nullable String name, String property, String prefix) {}

  /**
   * The vendor's OAuth endpoints.
   *
   * @param authorizationUrl where a user consents
   * @param tokenUrl where a code becomes tokens
   */
  public record OAuth(String authorizationUrl, String tokenUrl) {}
}
