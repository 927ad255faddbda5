package io.keyfold.authconfig.erase;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.events.AuthConfigArchived;
import io.keyfold.authconfig.events.DeploymentClosed;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.platform.log.EventMetas;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ErasurePolicyTest {

  @Test
  @Tag("promise-4")
  void anArchivedAuthConfigsKeyIsErased() {
    assertThat(ErasurePolicy.tombstoneFor(archived("key_1"))).hasValueSatisfying(tombstone -> {
      assertThat(tombstone.key()).isEqualTo("key_1");
      assertThat(tombstone.value()).isNull();
    });
  }

  @Test
  void otherEventsEraseNothing() {
    var closed = new DeploymentClosed(EventMetas.of(Given.meta("pdp_1", null), 1));
    assertThat(ErasurePolicy.tombstoneFor(closed)).isEmpty();
    assertThat(ErasurePolicy.tombstoneFor(archived(null))).isEmpty();
  }

  private static AuthConfigArchived archived(@Nullable String keyId) {
    return AuthConfigArchived.newBuilder()
      .setMeta(EventMetas.of(Given.meta("pac_1", null), 2))
      .setProviderId("prv_exa")
      .setCause("request")
      .setKeyId(keyId)
      .build();
  }
}
