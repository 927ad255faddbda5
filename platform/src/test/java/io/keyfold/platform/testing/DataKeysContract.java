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
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** What every keeper of data keys promises. */
public abstract class DataKeysContract {

  private static final Duration BOUND = Duration.ofSeconds(10);

  /** {@return the keeper to test; the same for all calls of one test} */
  protected abstract DataKeys keys();

  @Test
  void findsWhatWasPublished() {
    WrappedDataKey key = key();
    keys().publish(key).block(BOUND);
    assertThat(keys().find(key.getKeyId()).block(BOUND)).isEqualTo(key);
  }

  @Test
  void findsNothingElse() {
    keys().publish(key()).block(BOUND);
    assertThat(keys().find("key_unknown").blockOptional(BOUND)).isEmpty();
  }

  @Test
  void erasedKeyIsGoneForEveryReader() {
    WrappedDataKey key = key();
    keys().publish(key).block(BOUND);
    keys().erase(key.getKeyId()).block(BOUND);
    Awaitility.await()
      .atMost(BOUND)
      .until(() -> keys().find(key.getKeyId()).blockOptional(BOUND).isEmpty());
  }

  @Test
  void erasingTwiceOrWhatIsNotThereIsNoError() {
    String unknown = "key_" + UUID.randomUUID();
    keys().erase(unknown).block(BOUND);
    keys().erase(unknown).block(BOUND);
    assertThat(keys().find(unknown).blockOptional(BOUND)).isEmpty();
  }

  @Test
  void tellsOfErasures() {
    WrappedDataKey key = key();
    keys().publish(key).block(BOUND);
    List<String> seen = new CopyOnWriteArrayList<>();
    Disposable subscription = keys().erasures().subscribe(seen::add);
    try {
      keys().erase(key.getKeyId()).block(BOUND);
      Awaitility.await()
        .atMost(BOUND)
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
