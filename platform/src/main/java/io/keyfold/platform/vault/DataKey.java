package io.keyfold.platform.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.keyfold.authconfig.keys.WrappedDataKey;
import io.keyfold.platform.id.TenantId;
import java.security.GeneralSecurityException;

/** Data keys in Tink's format: AES-256-GCM keysets. */
final class DataKey {

  private DataKey() {}

  /** {@return a new plaintext key, which the caller wraps and then wipes} */
  static byte[] generate() throws GeneralSecurityException {
    AeadConfig.register();
    KeysetHandle handle = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
    return TinkProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get());
  }

  /** {@return the cipher of a plaintext key} */
  static Aead cipher(byte[] plaintext) throws GeneralSecurityException {
    AeadConfig.register();
    return TinkProtoKeysetFormat.parseKeyset(plaintext, InsecureSecretKeyAccess.get()).getPrimitive(
      RegistryConfiguration.get(),
      Aead.class
    );
  }

  /** {@return the associated data of a wrapped key: it does not unwrap for another tenant, object or id} */
  static byte[] associatedData(TenantId tenant, String objectId, String keyId) {
    return new LengthPrefixed("keyfold/data-key/1").add(tenant.value()).add(objectId).add(keyId).toBytes();
  }

  /** {@return whether the record names this object; a false claim fails at unwrapping} */
  static boolean belongsTo(WrappedDataKey key, SealContext context) {
    return key.getTenantId().equals(context.tenant().value()) && key.getObjectId().equals(context.objectId());
  }
}
