package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.versions.CredentialVersion;
import io.keyfold.authconfig.versions.Fallback;
import io.keyfold.authconfig.versions.TypedCredential;
import io.keyfold.authconfig.versions.VersionUses;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version of a credential, without its value.
 *
 * @param object always {@code provider.auth_config.version}
 * @param status {@code current}, {@code grace} while it is used if the provider refuses the current one,
 *     {@code superseded} if it is not used and can be restored, or {@code retired} if its value is erased
 * @param usableUntil end of its grace period, once it is replaced
 * @param expiresAt when the provider stops to accept it, if known
 * @param expired whether that time has passed
 * @param restoredFrom the earlier version whose value it has
 * @param firstUsedAt start of the 15-minute interval of its first recorded use; null if none is recorded
 * @param lastUsedAt time of its last recorded use; of uses as a fallback, one in 15 minutes is recorded
 * @param refusedAt when the provider last refused it and accepted the previous version
 */
record CredentialVersionBody(
  String object,
  String providerAuthConfigId,
  long version,
  String status,
  @Nullable Instant usableUntil,
  @Nullable Instant expiresAt,
  boolean expired,
  @Nullable Long restoredFrom,
  @Nullable Instant retiredAt,
  @Nullable Instant firstUsedAt,
  @Nullable Instant lastUsedAt,
  @Nullable Instant refusedAt,
  Instant createdAt
) {
  static CredentialVersionBody of(TypedCredential typed, CredentialVersion version, VersionUses uses, Instant now) {
    Fallback fallback = typed.fallback();
    boolean refused = fallback != null && fallback.refused() == version.number();
    boolean fellBack = fallback != null && fallback.used() == version.number();
    Optional<VersionUses.Use> use = uses.of(version.number());
    Instant last = use.map(VersionUses.Use::last).orElse(null);
    if (fallback != null && fellBack && (last == null || last.isBefore(fallback.at()))) {
      last = fallback.at();
    }
    // The interval can begin before the version: then the first use was within the version's first 15 minutes.
    Instant first = use
      .map(VersionUses.Use::first)
      .map(start -> start.isBefore(version.createdAt()) ? version.createdAt() : start)
      .orElse(fallback != null && fellBack ? fallback.at() : null);
    Instant expiresAt = version.expiresAt();
    boolean archived = typed.archived();
    CredentialVersion.Status status = typed.versions().status(version, now);
    return new CredentialVersionBody(
      "provider.auth_config.version",
      typed.id(),
      version.number(),
      (archived ? CredentialVersion.Status.RETIRED : status).name().toLowerCase(Locale.ROOT),
      version.usableUntil(),
      expiresAt,
      expiresAt != null && !now.isBefore(expiresAt),
      version.restoredFrom(),
      version.retiredAt(),
      first,
      last,
      fallback != null && refused ? fallback.at() : null,
      version.createdAt()
    );
  }
}
