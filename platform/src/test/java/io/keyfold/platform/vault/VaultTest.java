package io.keyfold.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.authconfig.keys.WrappedDataKey;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.testing.InMemoryDataKeys;
import io.keyfold.platform.testing.MovableClock;
import io.keyfold.platform.testing.TestVaults;
import io.keyfold.platform.vault.VaultException.Reason;
import io.keyfold.schema.Sealed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

class VaultTest {

  private static final TenantId ACME = new TenantId("tnt_acme");
  private static final SealContext CONTEXT = new SealContext(ACME, "pac_1", 1, "auth_config.value");
  private static final String CANARY = "canary-4711-canary";

  private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryDataKeys keys = new InMemoryDataKeys();
  private final CountingKeys kek = new CountingKeys(TestVaults.keyset());
  private final Vault vault = TestVaults.over(kek, keys, clock);

  @AfterEach
  void close() {
    vault.close();
  }

  @Test
  void opensASealedSecret() {
    Sealed sealed = seal(CONTEXT, CANARY, null);
    assertThat(vault.open(CONTEXT, sealed).block()).isEqualTo(Secret.ofText(CANARY));
  }

  @Property(tries = 50)
  void opensArbitraryBytes(@ForAll @Size(max = 2000) byte[] bytes) {
    InMemoryDataKeys memory = new InMemoryDataKeys();
    try (Vault any = TestVaults.over(memory, new MovableClock(Instant.EPOCH))) {
      Sealed sealed = Objects.requireNonNull(any.seal(CONTEXT, Secret.takeOver(bytes.clone()), null).block());
      assertThat(any.open(CONTEXT, sealed).block()).isEqualTo(Secret.takeOver(bytes.clone()));
    }
  }

  static List<SealContext> movedContexts() {
    return List.of(
      new SealContext(new TenantId("tnt_other"), "pac_1", 1, "auth_config.value"),
      new SealContext(ACME, "pac_2", 1, "auth_config.value"),
      new SealContext(ACME, "pac_1", 2, "auth_config.value"),
      new SealContext(ACME, "pac_1", 1, "oauth_app.value")
    );
  }

  @ParameterizedTest
  @MethodSource("movedContexts")
  @Tag("promise-5")
  @Tag("promise-4")
  void movedCiphertextDoesNotOpen(SealContext elsewhere) {
    Sealed sealed = seal(CONTEXT, CANARY, null);
    assertFailure(Reason.REFUSED, vault.open(elsewhere, sealed));
  }

  @ParameterizedTest
  @MethodSource("movedContexts")
  @Tag("promise-5")
  @Tag("promise-4")
  void movedCiphertextDoesNotOpenEvenIfItsKeyRecordIsForged(SealContext elsewhere) {
    Sealed sealed = seal(CONTEXT, CANARY, null);
    WrappedDataKey honest = Objects.requireNonNull(keys.find(sealed.getKeyId()).block());
    keys
      .publish(
        WrappedDataKey.newBuilder(honest)
          .setTenantId(elsewhere.tenant().value())
          .setObjectId(elsewhere.objectId())
          .build()
      )
      .block();
    try (Vault other = TestVaults.over(kek, keys, clock)) {
      assertFailure(Reason.REFUSED, other.open(elsewhere, sealed));
    }
  }

  @Test
  void alteredCiphertextDoesNotOpen() {
    Sealed sealed = seal(CONTEXT, CANARY, null);
    byte[] bytes = sealed.getCiphertext().array().clone();
    bytes[bytes.length - 1] ^= 1;
    assertFailure(
      Reason.REFUSED,
      vault.open(CONTEXT, Sealed.newBuilder(sealed).setCiphertext(ByteBuffer.wrap(bytes)).build())
    );
  }

  @Test
  @Tag("promise-4")
  void anotherKeysetOpensNothing() {
    Sealed sealed = seal(CONTEXT, CANARY, null);
    try (Vault other = TestVaults.over(keys, clock)) {
      assertFailure(Reason.REFUSED, other.open(CONTEXT, sealed));
    }
  }

  @Test
  @Tag("promise-4")
  void erasedKeyNeverOpens() {
    Sealed sealed = seal(CONTEXT, CANARY, null);
    vault.erase(sealed.getKeyId()).block();
    assertFailure(Reason.ERASED, vault.open(CONTEXT, sealed));
    assertFailure(Reason.ERASED, vault.seal(CONTEXT, Secret.ofText(CANARY), sealed.getKeyId()));
  }

  @Test
  @Tag("promise-4")
  void aCachedKeyErasedElsewhereIsInvalidated() {
    Sealed sealed = seal(CONTEXT, CANARY, null);
    try (Vault reader = TestVaults.over(kek, keys, clock)) {
      open(reader, sealed);
      vault.erase(sealed.getKeyId()).block();
      assertFailure(Reason.ERASED, reader.open(CONTEXT, sealed));
    }
  }

  @Test
  void rotationReusesTheObjectsKey() {
    Sealed first = seal(CONTEXT, "old", null);
    SealContext delegate = new SealContext(ACME, "pac_1", 2, "auth_config.value");
    Sealed second = seal(delegate, "new", first.getKeyId());
    assertThat(second.getKeyId()).isEqualTo(first.getKeyId());
    assertThat(keys.ids()).hasSize(1);
    assertThat(vault.open(delegate, second).block()).isEqualTo(Secret.ofText("new"));
    assertThat(vault.open(CONTEXT, first).block()).isEqualTo(Secret.ofText("old"));
  }

  @Test
  @Tag("promise-5")
  void anotherObjectsKeyIsNotReused() {
    Sealed first = seal(CONTEXT, "old", null);
    SealContext other = new SealContext(ACME, "pac_2", 1, "auth_config.value");
    assertFailure(Reason.REFUSED, vault.seal(other, Secret.ofText("new"), first.getKeyId()));
  }

  @Test
  @Tag("promise-4")
  void anUnwrappedKeyIsCachedForAMinute() {
    Sealed sealed = seal(CONTEXT, CANARY, null);
    try (Vault reader = TestVaults.over(kek, keys, clock)) {
      open(reader, sealed);
      clock.advance(Duration.ofSeconds(59));
      open(reader, sealed);
      assertThat(kek.unwraps).hasValue(1);
      clock.advance(Duration.ofSeconds(1));
      open(reader, sealed);
      assertThat(kek.unwraps).hasValue(2);
    }
  }

  @Test
  @Tag("promise-4")
  void failuresAndRecordsDoNotContainTheSecret() {
    Sealed sealed = seal(CONTEXT, CANARY, null);
    assertThat(sealed.toString()).doesNotContain(CANARY);
    VaultException failure = assertFailure(Reason.REFUSED, vault.open(movedContexts().getFirst(), sealed));
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    assertThat(text.toString()).doesNotContain(CANARY);
  }

  @Test
  void unreachableKeysAreUnavailableNotErased() {
    Sealed sealed = seal(CONTEXT, CANARY, null);
    kek.down = true;
    try (Vault reader = TestVaults.over(kek, keys, clock)) {
      assertFailure(Reason.UNAVAILABLE, reader.open(CONTEXT, sealed));
    }
  }

  private Sealed seal(SealContext context, String text, @Nullable String keyId) {
    return Objects.requireNonNull(vault.seal(context, Secret.ofText(text), keyId).block());
  }

  private static void open(Vault vault, Sealed sealed) {
    assertThat(vault.open(CONTEXT, sealed).block()).isEqualTo(Secret.ofText(CANARY));
  }

  private static VaultException assertFailure(Reason reason, Mono<?> work) {
    VaultException[] seen = new VaultException[1];
    assertThatThrownBy(work::block).isInstanceOfSatisfying(VaultException.class, e -> {
      assertThat(e.reason()).isEqualTo(reason);
      seen[0] = e;
    });
    return seen[0];
  }

  private static final class CountingKeys implements KeyEncryption {

    private final KeyEncryption delegate;
    private final AtomicInteger unwraps = new AtomicInteger();
    private volatile boolean down;

    CountingKeys(KeyEncryption delegate) {
      this.delegate = delegate;
    }

    @Override
    public Mono<Wrapped> wrap(TenantId tenant, byte[] dataKey, byte[] associatedData) {
      return delegate.wrap(tenant, dataKey, associatedData);
    }

    @Override
    public Mono<byte[]> unwrap(TenantId tenant, String kekId, byte[] wrapped, byte[] associatedData) {
      unwraps.incrementAndGet();
      return down
        ? Mono.error(new IllegalStateException("connection refused"))
        : delegate.unwrap(tenant, kekId, wrapped, associatedData);
    }
  }
}
