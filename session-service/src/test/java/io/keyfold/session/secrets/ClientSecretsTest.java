package io.keyfold.session.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.testing.TestVaults;
import io.keyfold.platform.vault.DerivedSecrets;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("promise-4")
class ClientSecretsTest {

  private final DerivedSecrets keyset = TestVaults.keyset();
  private final ClientSecrets secrets = new ClientSecrets(keyset);

  @Test
  void aTextNamesItsSecretInItsSessionOnly() {
    assertThat(text("ses_1", "sks_abc")).matches("kf_ek_abc[0-9A-Za-z]{43}");
    assertThat(secrets.verify("ses_1", text("ses_1", "sks_abc"))).contains("sks_abc");
    assertThat(secrets.verify("ses_2", text("ses_1", "sks_abc"))).isEmpty();
  }

  @Test
  void theTextOfTheFirstSecretIsThatOfEarlierReleases() {
    String earlier = keyset
      .token("kf_ek_", "session.client_secret", "ses_1")
      .use(bytes -> new String(bytes, StandardCharsets.UTF_8));
    assertThat(text("ses_1", "sks_1")).isEqualTo(earlier);
    assertThat(secrets.verify("ses_1", earlier)).contains("sks_1");
    assertThat(secrets.verify("ses_2", earlier)).isEmpty();
  }

  @Test
  void anAlteredTextIsNotGenuine() {
    String text = text("ses_1", "sks_abc");
    assertThat(secrets.verify("ses_1", text.replace("kf_ek_abc", "kf_ek_abd"))).isEmpty();
    assertThat(secrets.verify("ses_1", text + "a")).isEmpty();
    assertThat(secrets.verify("ses_1", text.substring(0, text.length() - 1))).isEmpty();
    assertThat(secrets.verify("ses_1", "kf_ek_")).isEmpty();
    assertThat(secrets.verify("ses_1", "kf_ek_ü" + "a".repeat(50))).isEmpty();
    assertThat(secrets.verify("ses_1", "")).isEmpty();
    // An id in the place of the first secret's, which has another text.
    assertThat(secrets.verify("ses_1", "kf_ek_1" + text("ses_1", "sks_1").substring(6))).isEmpty();
  }

  @Test
  void differentSecretsHaveUnrelatedTexts() {
    String one = text("ses_1", "sks_abc");
    String two = text("ses_1", "sks_abd");
    assertThat(one.substring(9)).isNotEqualTo(two.substring(9));
  }

  private String text(String sessionId, String id) {
    return secrets.of(sessionId, id).use(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
