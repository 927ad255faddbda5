package io.keyfold.session.usage.view;

import io.keyfold.platform.log.idempotency.RememberedOutcome;
import io.keyfold.usage.UsageRecorded;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A resolution that was asked for under an idempotency key.
 *
 * @param requestHash keyed hash of the request
 * @param id its id ({@code crs_})
 * @param at when it was made
 * @param actorId who asked
 * @param authConfigId whose credential was handed out; null if the provider needs none
 * @param credentialVersion which version of it
 */
public record KeyedResolution(
  String requestHash,
  String id,
  Instant at,
  String actorId,
  @Nullable String authConfigId,
  @Nullable Long credentialVersion
) implements RememberedOutcome {
  /** {@return what is remembered of a record; nothing if there was no key} */
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

  /** {@return whether the same credential went to the same actor: then one record tells of both} */
  public boolean tellsOf(KeyedResolution other) {
    return (
      actorId.equals(other.actorId) &&
      Objects.equals(authConfigId, other.authConfigId) &&
      Objects.equals(credentialVersion, other.credentialVersion)
    );
  }
}
