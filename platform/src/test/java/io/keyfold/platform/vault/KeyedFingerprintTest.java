package io.keyfold.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.testing.TestVaults;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class KeyedFingerprintTest {

  private static final byte[] BODY = "{\"value\":\"guessable\"}".getBytes(StandardCharsets.UTF_8);

  private final LocalKeyset keyset = TestVaults.keyset();
  private final KeyedFingerprint fingerprint = new KeyedFingerprint(keyset);

  @Test
  void equalRequestsHaveEqualFingerprintsInAllInstances() {
    assertThat(fingerprint.of("POST", "/things", BODY))
      .isEqualTo(new KeyedFingerprint(keyset).of("POST", "/things", BODY.clone()))
      .matches("[0-9a-f]{64}");
  }

  @Test
  void aDifferentMethodPathOrBodyChangesTheFingerprint() {
    String one = fingerprint.of("POST", "/things", BODY);
    assertThat(fingerprint.of("PATCH", "/things", BODY)).isNotEqualTo(one);
    assertThat(fingerprint.of("POST", "/thing", BODY)).isNotEqualTo(one);
    assertThat(fingerprint.of("POST", "/things", new byte[0])).isNotEqualTo(one);
  }

  @Test
  void fieldBoundariesChangeTheFingerprint() {
    byte[] nothing = new byte[0];
    assertThat(fingerprint.of("POST", "/a", nothing)).isNotEqualTo(fingerprint.of("POST/", "a", nothing));
    assertThat(fingerprint.of("POST", "/a", new byte[] { 'b' })).isNotEqualTo(fingerprint.of("POST", "/ab", nothing));
  }

  @Test
  @Tag("promise-4")
  void anotherKeysetGivesAnotherFingerprint() {
    assertThat(new KeyedFingerprint(TestVaults.keyset()).of("POST", "/things", BODY)).isNotEqualTo(
      fingerprint.of("POST", "/things", BODY)
    );
  }
}
