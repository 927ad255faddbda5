package io.keyfold.platform.testing;

import io.keyfold.platform.vault.DataKeys;
import io.keyfold.platform.vault.KeyEncryption;
import io.keyfold.platform.vault.KeysetFile;
import io.keyfold.platform.vault.LocalKeyset;
import io.keyfold.platform.vault.Vault;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Vaults with real encryption and a temporary keyset. */
public final class TestVaults {

  private TestVaults() {}

  /** {@return a vault over the keys, with production defaults} */
  public static Vault over(DataKeys keys, Clock clock) {
    return over(keyset(), keys, clock);
  }

  /** {@return a vault over the keys and key-encryption keys} */
  public static Vault over(KeyEncryption keyEncryption, DataKeys keys, Clock clock) {
    return new Vault(keyEncryption, keys, clock, Vault.MAX_TTL, 1000, new SimpleMeterRegistry());
  }

  /** {@return a new keyset} */
  public static LocalKeyset keyset() {
    try {
      Path folder = Files.createTempDirectory("keyset");
      Path file = folder.resolve("keyset.json");
      try {
        return KeysetFile.open(file);
      } finally {
        Files.deleteIfExists(file);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
