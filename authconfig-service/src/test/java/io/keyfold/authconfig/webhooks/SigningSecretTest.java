package io.keyfold.authconfig.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.platform.vault.Secret;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SigningSecretTest {

  /** The vector that each library of github.com/standard-webhooks/standard-webhooks tests with. */
  @Test
  void signsThePublishedVectorOfStandardWebhooks() {
    try (Secret secret = SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")) {
      String signature = SigningSecret.sign(
        secret,
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        Instant.ofEpochSecond(1_614_265_330),
        "{\"test\": 2432232314}"
      );
      assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
  }

  @Test
  void aNewSecretHasTheLengthAndFormOfTheSpecification() {
    try (Secret secret = SigningSecret.create(); Secret other = SigningSecret.create()) {
      String text = SigningSecret.text(secret);
      assertThat(text).startsWith("whsec_");
      assertThat(Base64.getDecoder().decode(text.substring(6)).length).isBetween(24, 64);
      assertThat(text).isNotEqualTo(SigningSecret.text(other));
      try (Secret parsed = SigningSecret.parse(text)) {
        assertThat(parsed).isEqualTo(secret);
      }
    }
  }

  @Test
  @Tag("promise-4")
  void aTextThatIsNoSecretIsRejectedWithoutItsContent() {
    assertThatThrownBy(() -> SigningSecret.parse("canary-4711")).hasMessageNotContaining("canary");
  }
}
