package io.keyfold.authconfig.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ProofKeyTest {

  @Test
  void theChallengeIsTheVerifiersHash() throws NoSuchAlgorithmException {
    ProofKey key = ProofKey.create();
    String verifier = key.verifier().use(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
    assertThat(verifier).matches("[A-Za-z0-9_-]{43}").isNotEqualTo("\0".repeat(43));
    assertThat(key.challenge()).isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    assertThat(ProofKey.create().challenge()).isNotEqualTo(key.challenge());
  }
}
