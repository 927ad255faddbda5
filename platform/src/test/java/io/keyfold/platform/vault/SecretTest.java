package io.keyfold.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@Tag("promise-4")
class SecretTest {

  private static final String CANARY = "canary-4711";

  @Test
  void doesNotPrintItself() {
    Secret secret = Secret.ofText(CANARY);
    assertThat(secret.toString()).doesNotContain(CANARY);
    assertThat(String.valueOf(Map.of("value", secret))).doesNotContain(CANARY);
  }

  @Test
  void isNotSerializedByJackson() {
    JsonMapper mapper = JsonMapper.builder().build();
    Secret secret = Secret.ofText(CANARY);
    assertThatThrownBy(() -> mapper.writeValueAsString(secret))
      .message()
      .doesNotContain(CANARY);
    assertThatThrownBy(() -> mapper.writeValueAsString(Map.of("nested", secret)))
      .message()
      .contains("must not be serialized")
      .doesNotContain(CANARY);
  }

  @Test
  void passesACopyAndWipesIt() {
    Secret secret = Secret.ofText(CANARY);
    AtomicReference<byte[]> passed = new AtomicReference<>();
    String seen = secret.use(bytes -> {
      passed.set(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    });
    assertThat(seen).isEqualTo(CANARY);
    assertThat(passed.get()).containsOnly(0);
    assertThat(secret).isEqualTo(Secret.ofText(CANARY));
  }

  @Test
  void wipesTheGivenArray() {
    byte[] bytes = CANARY.getBytes(StandardCharsets.UTF_8);
    assertThat(Secret.takeOver(bytes)).isEqualTo(Secret.ofText(CANARY));
    assertThat(bytes).containsOnly(0);
  }

  @Test
  void isInaccessibleOnceClosed() {
    Secret secret = Secret.ofText(CANARY);
    secret.close();
    secret.close();
    assertThatThrownBy(() -> secret.use(bytes -> bytes.length)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void equalsByContentWithAConstantHash() {
    assertThat(Secret.ofText("a")).isEqualTo(Secret.ofText("a")).isNotEqualTo(Secret.ofText("b"));
    assertThat(Secret.ofText("a").hashCode()).isEqualTo(Secret.ofText("b").hashCode());
  }
}
