package io.keyfold.authconfig.erase;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.events.AuthConfigArchived;
import io.keyfold.authconfig.events.DeploymentClosed;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.follow.FollowUp;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ErasurePolicyTest {

  @Test
  @Tag("promise-4")
  void anArchivedAuthConfigsKeyIsErased() {
    assertThat(ErasurePolicy.tombstonesFor(archived("key_1")))
      .singleElement()
      .satisfies(tombstone -> {
        assertThat(tombstone.key()).isEqualTo("key_1");
        assertThat(tombstone.value()).isNull();
      });
  }

  @Test
  @Tag("promise-4")
  void theKeysOfEarlierVersionsAreErasedWithTheirAuthConfig() {
    AuthConfigArchived archived = AuthConfigArchived.newBuilder(archived("key_3"))
      .setVersionKeyIds(List.of("key_1", "key_2"))
      .build();
    assertThat(ErasurePolicy.tombstonesFor(archived))
      .extracting(FollowUp::key)
      .containsExactly("key_3", "key_1", "key_2");
  }

  @Test
  void otherEventsEraseNothing() {
    var closed = new DeploymentClosed(EventMetas.of(Given.meta("pdp_1", null), 1));
    assertThat(ErasurePolicy.tombstonesFor(closed)).isEmpty();
    assertThat(ErasurePolicy.tombstonesFor(archived(null))).isEmpty();
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
