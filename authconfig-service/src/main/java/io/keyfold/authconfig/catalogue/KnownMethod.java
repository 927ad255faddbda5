package io.keyfold.authconfig.catalogue;

import io.keyfold.schema.AuthMethodType;
import io.keyfold.schema.InjectionPlace;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An auth method of a provider.
 *
 * @param id e.g. {@code pam_slack_oauth}
 * @param key unique within the provider
 * @param type type of the method
 * @param name display name
 * @param description description for users
 * @param inputSchema JSON Schema of the caller's input
 * @param outputSchema JSON Schema of the injected value, if different
 * @param scopes OAuth scopes; empty for other types
 * @param injections properties of a credential that are injected into a call
 */
public record KnownMethod(
  String id,
  String key,
  AuthMethodType type,
  String name,
  @Nullable String description,
  String inputSchema,
  @Nullable String outputSchema,
  List<Scope> scopes,
  List<Injection> injections
) {
  /** Copies the lists. */
  public KnownMethod {
    scopes = List.copyOf(scopes);
    injections = List.copyOf(injections);
  }

  /** {@return the wire name of the type} */
  public String wireType() {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /**
   * A scope that an OAuth method can request.
   *
   * @param id id of the scope
   * @param scope the vendor's name of the scope
   * @param name display name
   * @param description description for users
   */
  public record Scope(String id, String scope, String name, @Nullable String description) {}

  /**
   * A property that is injected into a call.
   *
   * @param place header, bearer token or query parameter
   * @param property property of the credential's value
   */
  public record Injection(InjectionPlace place, String property) {}
}
