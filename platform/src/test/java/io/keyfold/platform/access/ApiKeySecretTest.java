package io.keyfold.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.platform.error.ApiException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ApiKeySecretTest {

  @Test
  void aGeneratedKeyCannotBeGuessed() {
    assertThat(ApiKeySecret.generate().reveal()).matches("kf_sk_[0-9A-Za-z]{43}");
    assertThat(ApiKeySecret.generate().reveal()).isNotEqualTo(ApiKeySecret.generate().reveal());
  }

  @Test
  @Tag("promise-4")
  void theTextIsRedactedWhenPrinted() {
    ApiKeySecret secret = ApiKeySecret.generate();
    assertThat(secret.toString()).doesNotContain(secret.reveal().substring(6, 40));
    assertThat(secret.redacted()).matches("kf_s\\.\\.\\..{4}");
    assertThat(ApiKeySecret.presented("short").redacted()).isEqualTo("****");
  }

  @Test
  void theHashIsPlainSha256() {
    assertThat(ApiKeySecret.presented("abc").sha256()).isEqualTo(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
  }

  @Test
  @Tag("promise-4")
  void aShortChosenKeyIsRejectedWithoutQuotingIt() {
    assertThatThrownBy(() -> ApiKeySecret.chosen("too-short-xyz")).hasMessageNotContaining("xyz");
  }

  @Test
  void anUnknownScopeIsRejectedWithItsPath() {
    assertThat(Scopes.checked(List.of("instance.usage:read", "instance.usage:read"), "scopes")).hasSize(1);
    assertThatThrownBy(() -> Scopes.checked(List.of("instance.usage:read", "root"), "scopes")).isInstanceOfSatisfying(
      ApiException.class,
      e -> assertThat(e.errors().get(0).path()).containsExactly("scopes", "1")
    );
  }
}
