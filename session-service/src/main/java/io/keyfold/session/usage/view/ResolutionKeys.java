package io.keyfold.session.usage.view;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.PartitionFold;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.idempotency.ExpiringObjects.Scope;
import io.keyfold.platform.log.idempotency.IdempotencyKeyStore;
import io.keyfold.usage.UsageRecorded;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Folds usage records into the idempotency keys of resolutions: the last record of each key. */
public final class ResolutionKeys implements PartitionFold {

  private static final IdempotencyKeyStore<KeyedResolution> MEMORY = new IdempotencyKeyStore<>(
    "resolution_key",
    KeyedResolution.class
  );

  /** {@return the last recorded resolution with the request's key; empty if the request has no key} */
  public static Optional<KeyedResolution> find(State records, WriteRequest request) {
    return MEMORY.find(records, request.tenant(), request.idempotencyKey(), request.at());
  }

  @Override
  public List<Change> apply(int partition, String key, @Nullable SpecificRecord value, State state) {
    return value instanceof UsageRecorded record
      ? KeyedResolution.of(record)
          .map(it -> {
            TenantId tenant = new TenantId(record.getTenantId());
            return MEMORY.remember(Scope.of(partition), tenant, record.getIdempotencyKey(), it, state);
          })
          .orElse(List.of())
      : List.of();
  }
}
