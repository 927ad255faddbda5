package io.keyfold.session.usage.view;

import io.keyfold.platform.log.idempotency.RememberedOutcome;
import io.keyfold.usage.UsageRecorded;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A resolution that was requested with an idempotency key.
 *
 * @param requestHash keyed hash of the request
 * @param id id of the resolution ({@code crs_})
 * @param at time of the resolution
 * @param actorId the caller
 * @param authConfigId auth config whose credential was released; null if the provider needs none
 * @param credentialVersion version of the credential
 */
public record KeyedResolution(
  String requestHash,
  String id,
  Instant at,
  String actorId,
  @Nullable String authConfigId,
  @Nullable Long credentialVersion
) implements RememberedOutcome {
  /** {@return the resolution of a record; empty if the request had no key} */
  public static Optional<KeyedResolution> of(UsageRecorded record) {
    String hash = record.getRequestHash();
    return record.getIdempotencyKey() == null || hash == null
      ? Optional.empty()
      : Optional.of(
          new KeyedResolution(
            hash,
            record.getRecordId().replaceFirst("/.*", ""),
            record.getOccurredAt(),
            record.getActor().getId(),
            record.getAuthConfigId(),
            record.getCredentialVersion()
          )
        );
  }

  @Override
  public String cause() {
    return id;
  }

  /** {@return whether both released the same credential to the same actor, so that one record covers both} */
  public boolean covers(KeyedResolution other) {
    return (
      actorId.equals(other.actorId) &&
      Objects.equals(authConfigId, other.authConfigId) &&
      Objects.equals(credentialVersion, other.credentialVersion)
    );
  }
}
