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
 * @param oauth the vendor's OAuth; null for other types, and where this release cannot read it
 * @param check a call that tells whether the vendor accepts a typed credential
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
  List<Injection> injections,
  @Nullable KnownOAuth oauth,
  @Nullable Check check
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
   * @param name name of the header or query parameter; null for a bearer token
   * @param property property of the credential's value
   * @param prefix text before the value
   */
  public record Injection(InjectionPlace place, @Nullable String name, String property, String prefix) {}

  /**
   * A cheap call without side effects that tells whether the vendor accepts a typed credential. The credential is
   * injected as in any call. Status 401 or 403, or a false value at the pointer, means that it is not accepted; any
   * other unexpected response says nothing.
   *
   * @param method HTTP method
   * @param url its URL
   * @param expectedStatus HTTP status when the credential is accepted
   * @param okPointer JSON pointer to a member of the response that must be true
   */
  public record Check(String method, String url, int expectedStatus, @Nullable String okPointer) {}
}
