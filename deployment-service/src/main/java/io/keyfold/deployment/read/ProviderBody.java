package io.keyfold.deployment.read;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.deployment.provider.Provider;
import io.keyfold.deployment.provider.ProviderVersion;
import io.keyfold.deployment.provider.VersionedProvider;
import io.keyfold.schema.AuthMethodType;
import io.keyfold.schema.ProviderAccess;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A provider.
 *
 * @param object always {@code provider}
 * @param access {@code public} or {@code tenant}
 * @param oauth whether OAuth is possible
 */
record ProviderBody(
  String object,
  String id,
  String access,
  String status,
  Publisher publisher,
  ProviderVersionBody currentVersion,
  OAuth oauth,
  String identifier,
  String name,
  @Nullable String description,
  String slug,
  @Nullable String imageUrl,
  @JsonRawValue @Nullable String metadata,
  Instant createdAt,
  Instant updatedAt
) {
  /**
   * Publisher of a provider.
   *
   * @param object always {@code provider.publisher}
   */
  record Publisher(
    String object,
    String id,
    String name,
    @Nullable String description,
    @Nullable String imageUrl,
    Instant createdAt,
    Instant updatedAt
  ) {}

  /**
   * OAuth support of a provider.
   *
   * @param status {@code enabled} or {@code disabled}
   * @param callbackUrl always null: users do not connect through Keyfold yet
   * @param autoRegistration whether the vendor supports dynamic client registration
   */
  record OAuth(String status, @Nullable String callbackUrl, AutoRegistration autoRegistration) {}

  /**
   * Whether the vendor supports dynamic client registration.
   *
   * @param status always {@code unsupported}
   */
  record AutoRegistration(String status) {}

  static ProviderBody of(VersionedProvider published) {
    Provider provider = published.provider();
    ProviderVersion current = new ProviderVersion(provider, published.version(), published.updatedAt());
    boolean oauth = provider
      .authMethods()
      .stream()
      .anyMatch(method -> method.type() == AuthMethodType.OAUTH);
    return new ProviderBody(
      "provider",
      provider.id(),
      provider.access() == ProviderAccess.PUBLIC ? "public" : "tenant",
      "active",
      publisher(provider.publisher(), published.createdAt()),
      ProviderVersionBody.of(current, true),
      new OAuth(oauth ? "enabled" : "disabled", null, new AutoRegistration("unsupported")),
      provider.slug(),
      provider.name(),
      provider.description(),
      provider.slug(),
      provider.imageUrl(),
      provider.metadata(),
      published.createdAt(),
      published.updatedAt()
    );
  }

  private static Publisher publisher(String name, Instant since) {
    String id = "pub_" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return new Publisher("provider.publisher", id, name, null, null, since, since);
  }
}
