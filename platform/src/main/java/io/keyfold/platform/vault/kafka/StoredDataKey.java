package io.keyfold.platform.vault.kafka;

import io.keyfold.authconfig.keys.WrappedDataKey;
import java.nio.ByteBuffer;
import java.time.Instant;

/** A wrapped data key as stored in the view. */
@SuppressWarnings("ArrayRecordComponent") // only passed from the log to the port; never compared
record StoredDataKey(String tenantId, String objectId, String kekId, byte[] wrapped, Instant createdAt) {
  static StoredDataKey of(WrappedDataKey key) {
    byte[] wrapped = new byte[key.getWrapped().remaining()];
    key.getWrapped().duplicate().get(wrapped);
    return new StoredDataKey(key.getTenantId(), key.getObjectId(), key.getKekId(), wrapped, key.getCreatedAt());
  }

  WrappedDataKey toAvro(String keyId) {
    return WrappedDataKey.newBuilder()
      .setKeyId(keyId)
      .setTenantId(tenantId)
      .setObjectId(objectId)
      .setKekId(kekId)
      .setWrapped(ByteBuffer.wrap(wrapped))
      .setCreatedAt(createdAt)
      .build();
  }
}
