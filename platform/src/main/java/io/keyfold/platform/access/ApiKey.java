package io.keyfold.platform.access;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key, as folded. The key's own text is nowhere, only its hash.
 *
 * @param id its id
 * @param tenantId the one tenant that it is bound to
 * @param sha256 SHA-256 of the text, lower-case hex
 * @param redacted first and last characters, to recognise it by
 * @param scopes what it may do
 * @param name name for people
 * @param expiresAt when it ends to be valid
 * @param revokedAt when it was revoked
 * @param version of its last event
 * @param createdAt when it was created
 * @param updatedAt when it changed last
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
) {
  /** API keys, each under its tenant. */
  public static final Kind<ApiKey> KIND = new Kind<>("api_key", ApiKey.class);

  /** Copies the scopes. */
  public ApiKey {
    scopes = List.copyOf(scopes);
  }

  /** {@return where the key is kept} */
  public static Key<ApiKey> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }

  ApiKey revoked(Instant at, long newVersion) {
    return new ApiKey(id, tenantId, sha256, redacted, scopes, name, expiresAt, at, newVersion, createdAt, at);
  }
}
