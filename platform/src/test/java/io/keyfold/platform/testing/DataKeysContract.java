package io.keyfold.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.keys.WrappedDataKey;
import io.keyfold.platform.vault.DataKeys;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** The contract of every {@link DataKeys} implementation. */
public abstract class DataKeysContract {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** {@return the implementation under test; the same for all calls in a test} */
  protected abstract DataKeys keys();

  @Test
  void findsWhatWasPublished() {
    WrappedDataKey key = key();
    keys().publish(key).block(TIMEOUT);
    assertThat(keys().find(key.getKeyId()).block(TIMEOUT)).isEqualTo(key);
  }

  @Test
  void findsNothingElse() {
    keys().publish(key()).block(TIMEOUT);
    assertThat(keys().find("key_unknown").blockOptional(TIMEOUT)).isEmpty();
  }

  @Test
  @Tag("promise-4")
  void erasedKeyIsGoneForEveryReader() {
    WrappedDataKey key = key();
    keys().publish(key).block(TIMEOUT);
    keys().erase(key.getKeyId()).block(TIMEOUT);
    Awaitility.await()
      .atMost(TIMEOUT)
      .until(() -> keys().find(key.getKeyId()).blockOptional(TIMEOUT).isEmpty());
  }

  @Test
  void eraseIsIdempotent() {
    String unknown = "key_" + UUID.randomUUID();
    keys().erase(unknown).block(TIMEOUT);
    keys().erase(unknown).block(TIMEOUT);
    assertThat(keys().find(unknown).blockOptional(TIMEOUT)).isEmpty();
  }

  @Test
  void publishesErasures() {
    WrappedDataKey key = key();
    keys().publish(key).block(TIMEOUT);
    List<String> seen = new CopyOnWriteArrayList<>();
    Disposable subscription = keys().erasures().subscribe(seen::add);
    try {
      keys().erase(key.getKeyId()).block(TIMEOUT);
      Awaitility.await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(seen).contains(key.getKeyId()));
    } finally {
      subscription.dispose();
    }
  }

  private static WrappedDataKey key() {
    return WrappedDataKey.newBuilder()
      .setKeyId("key_" + UUID.randomUUID())
      .setTenantId("tnt_acme")
      .setObjectId("pac_1")
      .setKekId("local/1")
      .setWrapped(ByteBuffer.wrap(new byte[] { 1, 2, 3 }))
      .setCreatedAt(Instant.parse("2026-01-01T00:00:00Z"))
      .build();
  }
}
