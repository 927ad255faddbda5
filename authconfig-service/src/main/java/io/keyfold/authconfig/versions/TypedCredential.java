package io.keyfold.authconfig.versions;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * The versions of an auth config whose value is typed, as opposed to a grant, whose tokens are refreshed.
 *
 * @param id id of the auth config
 * @param version version of the auth config at the last event about its versions
 * @param versions its versions
 * @param expiry expiry of the current version
 * @param fallback the last reported fallback
 * @param archived whether the auth config is archived, and all values are erased
 */
public record TypedCredential(
  String id,
  long version,
  CredentialVersions versions,
  @Nullable Expiry expiry,
  @Nullable Fallback fallback,
  boolean archived
) implements Versioned {
  private static final Kind<TypedCredential> KIND = new Kind<>("typed_credential", TypedCredential.class);

  /** {@return the key of an auth config's versions} */
  public static Key<TypedCredential> key(TenantId tenant, String authConfigId) {
    return new Key<>(tenant, KIND, authConfigId);
  }

  TypedCredential rotated(long atVersion, CredentialVersions next, @Nullable Expiry newExpiry) {
    return new TypedCredential(id, atVersion, next, newExpiry, fallback, archived);
  }

  TypedCredential with(long atVersion, CredentialVersions next) {
    return new TypedCredential(id, atVersion, next, expiry, fallback, archived);
  }

  TypedCredential with(long atVersion, @Nullable Expiry newExpiry) {
    return new TypedCredential(id, atVersion, versions, newExpiry, fallback, archived);
  }

  TypedCredential with(long atVersion, Fallback newFallback) {
    return new TypedCredential(id, atVersion, versions, expiry, newFallback, archived);
  }

  TypedCredential archivedAt(long atVersion) {
    return new TypedCredential(id, atVersion, versions, null, fallback, true);
  }
}
