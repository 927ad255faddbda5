package io.keyfold.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PublicUrlTest {

  @Test
  void aSchemeInUpperCaseIsHttpsToo() {
    PublicUrl url = new PublicUrl("HTTPS://Connect.acme.example/");

    assertThat(url.publicUrl()).isEqualTo("https://Connect.acme.example");
    assertThat(url.origin()).isEqualTo("https://Connect.acme.example");
  }

  @Test
  void otherSchemesAreRejected() {
    assertThatThrownBy(() -> new PublicUrl("ftp://acme.example")).hasMessageContaining("keyfold.public-url");
    assertThatThrownBy(() -> new PublicUrl("acme.example")).hasMessageContaining("keyfold.public-url");
  }
}
