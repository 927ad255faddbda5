package io.keyfold.session.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.vault.Secret;
import io.keyfold.platform.vault.Vault;
import io.keyfold.session.credentials.Credential;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("promise-4")
class RedactorsTest {

  private final AtomicLong nanos = new AtomicLong();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Redactors redactors = new Redactors(meters, nanos::get);

  @Test
  void redactorsAreCachedByCredentialVersionAndSchema() {
    Redactor first = of(1, null);

    assertThat(of(1, null)).isSameAs(first);
    assertThat(of(2, null)).isNotSameAs(first);
    assertThat(of(1, "{\"properties\":{\"token\":{\"secret\":false}}}").text("t-123456")).isEqualTo("t-123456");
    assertThat(first.text("t-123456")).isEqualTo("[redacted]");
  }

  @Test
  void redactorsExpireWithTheKeyOfTheCredential() {
    Redactor first = of(1, null);
    assertThat(size()).isPositive();

    nanos.addAndGet(Vault.MAX_TTL.toNanos());

    assertThat(size()).isZero();
    assertThat(of(1, null)).isNotSameAs(first);
  }

  @Test
  void theTotalSizeIsLimited() {
    for (int i = 0; i < 50; i++) {
      try (Credential large = Credential.of(Secret.ofText("{\"token\":\"" + "t-123456".repeat(8_000) + "\"}"))) {
        redactors.of(new Redactors.Key("pac_" + i, 1, null), large);
      }
    }

    assertThat(size()).isPositive().isLessThanOrEqualTo(meters.get("keyfold.redactors.capacity").gauge().value());
  }

  private double size() {
    return meters.get("keyfold.redactors.size").gauge().value();
  }

  private Redactor of(long version, @org.jspecify.annotations.Nullable String schema) {
    try (Credential credential = Credential.of(Secret.ofText("{\"token\":\"t-123456\"}"))) {
      return redactors.of(new Redactors.Key("pac_1", version, schema), credential);
    }
  }
}
