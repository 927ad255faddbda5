package io.keyfold.authconfig.oauth.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.vault.Secret;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EchoGuardTest {

  private final EchoGuard guard = EchoGuard.of(Secret.ofText("hunter22"), null, Secret.ofText("abc"));

  @Test
  @Tag("promise-4")
  void aTextWithASecretIsDropped() {
    assertThat(guard.description("the secret hunter22 is wrong")).isNull();
    assertThat(guard.clean("xhunter22x")).isEmpty();
    assertThat(guard.and(Secret.ofText("refresh-1")).clean("refresh-1")).isEmpty();
  }

  @Test
  @Tag("promise-4")
  void wordsThatLookLikeTokensAreMasked() {
    assertThat(guard.description("code 4/0AfJohXlmnopqrstuv expired")).isEqualTo("code *** expired");
    assertThat(guard.description("Basic Y2xpZW50OmFiY2RlZmdo, or dXNlcjpQYXNzd == was sent")).isEqualTo(
      "Basic ***, or dXNlcjpQYXNzd == was sent"
    );
    assertThat(guard.description("got YWJjZGVmZ-hpamtsbW-")).isEqualTo("got ***");
  }

  @Test
  void ordinaryTextIsKept() {
    String text = "AADSTS70008: The provided authorization code is expired; see Documentation/authorization-code";
    assertThat(guard.description(text)).isEqualTo(text);
    assertThat(guard.description(null)).isNull();
  }

  @Test
  void veryShortSecretsOccurByChance() {
    assertThat(guard.clean("abcdef")).contains("abcdef");
  }
}
