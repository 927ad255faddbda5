package io.keyfold.platform.vault.kafka;

import io.keyfold.authconfig.keys.WrappedDataKey;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.RecordFold;
import io.keyfold.platform.log.State;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Folds {@code authconfig.keys}. Lookups are by key id only, so all keys are stored under one tenant. */
public final class DataKeyFold implements RecordFold {

  private static final Kind<StoredDataKey> DATA_KEY = new Kind<>("data_key", StoredDataKey.class);

  static Key<StoredDataKey> key(String keyId) {
    return new Key<>(TenantId.PLATFORM, DATA_KEY, keyId);
  }

  /** Rejects a record whose record key differs from its key id, since a tombstone could not erase it. */
  @Override
  public List<Change> apply(String key, @Nullable SpecificRecord value, State state) {
    if (value == null) {
      return List.of(new Change.Delete(key(key)));
    }
    WrappedDataKey wrapped = (WrappedDataKey) value;
    if (!wrapped.getKeyId().equals(key)) {
      throw new IllegalArgumentException("record key and key id differ");
    }
    return List.of(new Change.Put<>(key(key), StoredDataKey.of(wrapped)));
  }
}
