package io.keyfold.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.id.Sha256;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DerivedCipherTest {

  private static final DerivedSecrets SECRETS = (purpose, id) ->
    Secret.takeOver(Sha256.of((purpose + String.join("/", id)).getBytes(StandardCharsets.UTF_8)));

  private final DerivedCipher cipher = new DerivedCipher(SECRETS, "test");
  private final byte[] context = bytes("pss_1");

  @Test
  void whatOneInstanceSealsAnotherOpens() {
    byte[] sealed = cipher.seal(bytes("verifier"), context);

    assertThat(new DerivedCipher(SECRETS, "test").open(sealed, context)).hasValue(bytes("verifier"));
  }

  @Test
  @Tag("promise-4")
  void aSealedValueOpensForNothingElse() {
    byte[] sealed = cipher.seal(bytes("verifier"), context);

    assertThat(cipher.open(sealed, bytes("pss_2"))).isEmpty();
    assertThat(new DerivedCipher(SECRETS, "other").open(sealed, context)).isEmpty();
    assertThat(cipher.open(new byte[3], context)).isEmpty();
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThat(cipher.open(changed, context)).isEmpty();
    }
    assertThat(cipher.seal(bytes("verifier"), context)).isNotEqualTo(sealed);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
