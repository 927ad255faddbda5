package io.keyfold.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.testing.TestVaults;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LocalKeysetTest {

  private static final TenantId ACME = new TenantId("tnt_acme");
  private static final byte[] DATA = "data key".getBytes(StandardCharsets.UTF_8);
  private static final byte[] ASSOCIATED_DATA = "bound".getBytes(StandardCharsets.UTF_8);

  private final LocalKeyset keyset = TestVaults.keyset();

  @Test
  @Tag("promise-5")
  void unwrapsForTheTenantAndDataItWrappedFor() {
    KeyEncryption.Wrapped wrapped = Objects.requireNonNull(keyset.wrap(ACME, DATA, ASSOCIATED_DATA).block());
    assertThat(keyset.unwrap(ACME, wrapped.kekId(), wrapped.ciphertext(), ASSOCIATED_DATA).block()).isEqualTo(DATA);
    assertThatThrownBy(() ->
      keyset.unwrap(new TenantId("tnt_other"), wrapped.kekId(), wrapped.ciphertext(), ASSOCIATED_DATA).block()
    ).isInstanceOf(VaultException.class);
    assertThatThrownBy(() ->
      keyset.unwrap(ACME, wrapped.kekId(), wrapped.ciphertext(), new byte[0]).block()
    ).isInstanceOf(VaultException.class);
  }

  @Test
  void namesTheMissingKey() {
    assertThatThrownBy(() -> keyset.unwrap(ACME, "local/1", new byte[40], ASSOCIATED_DATA).block())
      .isInstanceOf(VaultException.class)
      .hasMessageContaining("local/1");
    assertThatThrownBy(() -> keyset.unwrap(ACME, "kms/x", new byte[40], ASSOCIATED_DATA).block())
      .isInstanceOf(VaultException.class)
      .hasMessageContaining("kms/x");
  }

  @Test
  void derivationIsDeterministicPerPurposeAndId() {
    assertThat(keyset.derive("p", "1")).isEqualTo(keyset.derive("p", "1"));
    assertThat(keyset.derive("p", "1")).isNotEqualTo(keyset.derive("p", "2")).isNotEqualTo(keyset.derive("p1", ""));
    assertThat(keyset.derive("p", "1", "2")).isEqualTo(keyset.derive("p", "1", "2"));
    assertThat(keyset.derive("p", "1", "2"))
      .isNotEqualTo(keyset.derive("p", "12"))
      .isNotEqualTo(keyset.derive("p", "12", ""))
      .isNotEqualTo(keyset.derive("p", "2", "1"));
    assertThat(keyset.derive("p", "1")).isNotEqualTo(TestVaults.keyset().derive("p", "1"));
  }

  @Test
  void tokenIsPrefixAndBase62() {
    String token = keyset.token("kf_ek_", "session", "ses_1").use(bytes -> new String(bytes, StandardCharsets.UTF_8));
    assertThat(token).matches("kf_ek_[0-9A-Za-z]{43}");
  }
}
