package io.keyfold.platform.access;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key as folded state. It contains the hash of the key's text, never the text.
 *
 * @param id its id
 * @param tenantId the tenant that it is bound to
 * @param sha256 SHA-256 of the text, lower-case hex
 * @param redacted first and last characters, for recognition
 * @param scopes granted scopes
 * @param name display name
 * @param expiresAt expiry time
 * @param revokedAt revocation time
 * @param version version of its last event
 * @param createdAt creation time
 * @param updatedAt time of the last change
 */
public record ApiKey(
  String id,
  String tenantId,
  String sha256,
  String redacted,
  List<String> scopes,
  @Nullable String name,
  @Nullable Instant expiresAt,
  @Nullable Instant revokedAt,
  long version,
  Instant createdAt,
  Instant updatedAt
) implements Versioned {
  /** API keys, stored under their tenant. */
  public static final Kind<ApiKey> KIND = new Kind<>("api_key", ApiKey.class);

  /** Copies the scopes. */
  public ApiKey {
    scopes = List.copyOf(scopes);
  }

  /** {@return the store key of the API key} */
  public static Key<ApiKey> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }

  ApiKey revoked(Instant at, long newVersion) {
    return new ApiKey(id, tenantId, sha256, redacted, scopes, name, expiresAt, at, newVersion, createdAt, at);
  }
}
