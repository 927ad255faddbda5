package io.keyfold.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.Aead;
import io.keyfold.platform.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DataKeyCacheTest {

  private final MovableClock clock = new MovableClock(Instant.EPOCH);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final DataKeyCache cache = new DataKeyCache(clock, Duration.ofSeconds(60), 2, meters);

  @Test
  void neverExceedsItsLimit() throws GeneralSecurityException {
    cache.put("a", cipher());
    cache.put("b", cipher());
    cache.put("c", cipher());
    assertThat(cache.find("c")).isPresent();
    assertThat(meters.get("keyfold.vault.data.keys.cached").gauge().value()).isEqualTo(2);
  }

  @Test
  @Tag("promise-4")
  void evictsExpiredEntriesWithoutAccess() throws GeneralSecurityException {
    cache.put("a", cipher());
    clock.advance(Duration.ofSeconds(30));
    cache.put("b", cipher());
    clock.advance(Duration.ofSeconds(30));
    cache.evictExpired();
    assertThat(cache.size()).isEqualTo(1);
  }

  @Test
  void puttingAKeyAgainRenewsItsExpiry() throws GeneralSecurityException {
    cache.put("a", cipher());
    clock.advance(Duration.ofSeconds(30));
    cache.put("a", cipher());
    clock.advance(Duration.ofSeconds(59));
    assertThat(cache.find("a")).isPresent();
  }

  private static Aead cipher() throws GeneralSecurityException {
    return DataKey.cipher(DataKey.generate());
  }
}
