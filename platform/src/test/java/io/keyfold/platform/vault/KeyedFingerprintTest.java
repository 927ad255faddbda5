package io.keyfold.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.testing.TestVaults;
import io.keyfold.platform.web.RequestFingerprint;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyedFingerprintTest {

  private final LocalKeyset keyset = TestVaults.keyset();
  private final RequestFingerprint fingerprint = new KeyedFingerprint(keyset);

  @Test
  void sameRequestHasTheSameFingerprintAlsoAfterARestart() {
    assertThat(of(fingerprint, "POST", "/a", "{}"))
      .matches("[0-9a-f]{64}")
      .isEqualTo(of(new KeyedFingerprint(keyset), "POST", "/a", "{}"));
  }

  @Test
  void anyOtherRequestAndAnyOtherKeysetHasAnother() {
    assertThat(
      Stream.of(
        of(fingerprint, "POST", "/a", "{}"),
        of(fingerprint, "PUT", "/a", "{}"),
        of(fingerprint, "POST", "/a{", "}"),
        of(fingerprint, "POST/", "a", "{}"),
        of(fingerprint, "POST", "/a", "{} "),
        of(new KeyedFingerprint(TestVaults.keyset()), "POST", "/a", "{}")
      )
    ).doesNotHaveDuplicates();
  }

  private static String of(RequestFingerprint fingerprint, String method, String path, String body) {
    return fingerprint.of(method, path, body.getBytes(StandardCharsets.UTF_8));
  }
}
