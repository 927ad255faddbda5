package io.keyfold.authconfig.catalogue;

import io.keyfold.schema.AuthMethodType;
import io.keyfold.schema.InjectionPlace;
import java.util.List;
import java.util.Locale;
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
 * @param injections which properties of a credential go into a call
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

  /** {@return the type as the wire shows it} */
  public String wireType() {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /**
   * A scope that an OAuth method can ask for.
   *
   * @param id of the scope
   * @param scope the vendor's name of it
   * @param name for people
   * @param description for people
   */
  public record Scope(String id, String scope, String name, @Nullable String description) {}

  /**
   * One property that goes into a call.
   *
   * @param place header, bearer token or query parameter
   * @param property of the credential's value
   */
  public record Injection(InjectionPlace place, String property) {}
}
