package io.keyfold.platform.vault;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import com.google.crypto.tink.util.SecretBytes;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.vault.VaultException.Reason;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Key encryption with a local Tink keyset of HKDF-SHA-256 keys. Each key derives one AES-256-GCM key per tenant. A new
 * primary key wraps from then on; older keys still unwrap what they wrapped.
 *
 * <p>Derived secrets use the keyset's first key, so adding a key does not change them.
 */
public final class LocalKeyset implements KeyEncryption, DerivedSecrets {

  private static final String PREFIX = "local/";
  private static final int KEY_BYTES = 32;

  private final Map<Integer, Prf> prfs;
  private final int primary;
  private final int first;

  private LocalKeyset(KeysetHandle handle) throws GeneralSecurityException {
    PrfSet set = handle.getPrimitive(RegistryConfiguration.get(), PrfSet.class);
    this.prfs = set.getPrfs();
    this.primary = set.getPrimaryId();
    this.first = handle.getAt(0).getId();
  }

  /** {@return the JSON of a new keyset with one key} */
  static String generate() throws GeneralSecurityException {
    PrfConfig.register();
    KeysetHandle handle = KeysetHandle.generateNew(PredefinedPrfParameters.HKDF_SHA256);
    return TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get());
  }

  /** {@return the keyset parsed from JSON} */
  static LocalKeyset parse(String json) throws GeneralSecurityException {
    PrfConfig.register();
    AeadConfig.register();
    return new LocalKeyset(TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get()));
  }

  @Override
  public Mono<Wrapped> wrap(TenantId tenant, byte[] dataKey, byte[] associatedData) {
    return Mono.fromCallable(() ->
      new Wrapped(PREFIX + Integer.toUnsignedString(primary), cipher(tenant, primary).encrypt(dataKey, associatedData))
    ).onErrorMap(GeneralSecurityException.class, e -> refused("wrapping the data key failed", e));
  }

  @Override
  public Mono<byte[]> unwrap(TenantId tenant, String kekId, byte[] wrapped, byte[] associatedData) {
    return Mono.fromCallable(() -> cipher(tenant, keyOf(kekId)).decrypt(wrapped, associatedData)).onErrorMap(
      GeneralSecurityException.class,
      e -> refused("unwrapping the data key failed", e)
    );
  }

  @Override
  public Secret derive(String purpose, String... id) {
    LengthPrefixed input = new LengthPrefixed("keyfold/derived/1").add(purpose);
    for (String part : id) {
      input.add(part);
    }
    try {
      return Secret.takeOver(prf(first).compute(input.toBytes(), KEY_BYTES));
    } catch (GeneralSecurityException e) {
      throw refused("deriving the secret failed", e);
    }
  }

  @AccessesPartialKey
  private Aead cipher(TenantId tenant, int key) throws GeneralSecurityException {
    byte[] input = new LengthPrefixed("keyfold/kek/1").add(tenant.value()).toBytes();
    AesGcmParameters parameters = AesGcmParameters.builder()
      .setKeySizeBytes(KEY_BYTES)
      .setIvSizeBytes(12)
      .setTagSizeBytes(16)
      .setVariant(AesGcmParameters.Variant.NO_PREFIX)
      .build();
    byte[] raw = prf(key).compute(input, KEY_BYTES);
    SecretBytes bytes = SecretBytes.copyFrom(raw, InsecureSecretKeyAccess.get());
    Arrays.fill(raw, (byte) 0);
    AesGcmKey derived = AesGcmKey.builder().setParameters(parameters).setKeyBytes(bytes).build();
    return KeysetHandle.newBuilder()
      .addEntry(KeysetHandle.importKey(derived).withRandomId().makePrimary())
      .build()
      .getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

  private Prf prf(int key) {
    Prf prf = prfs.get(key);
    if (prf == null) {
      throw refused(
        "key-encryption key " + PREFIX + Integer.toUnsignedString(key) + " is not in the keyset file",
        null
      );
    }
    return prf;
  }

  private static int keyOf(String kekId) {
    try {
      if (kekId.startsWith(PREFIX)) {
        return Integer.parseUnsignedInt(kekId, PREFIX.length(), kekId.length(), 10);
      }
    } catch (NumberFormatException e) {
      throw refused("key-encryption key " + kekId + " does not belong to a keyset file", e);
    }
    throw refused("key-encryption key " + kekId + " does not belong to a keyset file", null);
  }

  private static VaultException refused(String message, @Nullable Exception cause) {
    return new VaultException(Reason.REFUSED, message, cause);
  }
}
