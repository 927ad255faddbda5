package io.keyfold.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.testing.MapState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AccessFoldTest {

  private static final ApiKeySecret SECRET = ApiKeySecret.generate();
  private static final List<DeploymentEvent> A = List.of(
    AccessEvents.tenant("tnt_a"),
    AccessEvents.key("tnt_a", "key_2", SECRET, List.of("instance.usage:read")),
    AccessEvents.revoked("tnt_a", "key_2", SECRET)
  );
  private static final List<DeploymentEvent> B = List.of(
    AccessEvents.tenant("tnt_b"),
    AccessEvents.key("tnt_b", "key_3", SECRET, List.of()),
    AccessEvents.key("tnt_b", "key_1", SECRET, List.of())
  );

  @Test
  void aKeyIsFoundByItsHashEvenIfRevoked() {
    MapState state = MapState.of(new AccessFold(), A);
    assertThat(state.find(ApiKeyHash.key(SECRET.sha256()))).contains(new ApiKeyHash("tnt_a", "key_2"));
    assertThat(state.find(ApiKey.key(new TenantId("tnt_a"), "key_2")))
      .get()
      .satisfies(key -> {
        assertThat(key.revokedAt()).isEqualTo(AccessEvents.AT);
        assertThat(key.version()).isEqualTo(2);
        assertThat(key.redacted()).isEqualTo(SECRET.redacted());
      });
    assertThat(state.find(Tenant.key(new TenantId("tnt_a"))))
      .get()
      .extracting(Tenant::name)
      .isEqualTo("Tenant tnt_a");
  }

  @Test
  @Tag("promise-4")
  void theStateDoesNotContainTheTextOfAKey() {
    assertThat(MapState.of(new AccessFold(), A).toString()).doesNotContain(SECRET.reveal());
  }

  /** Tenants are on different partitions, so their events arrive interleaved; replays repeat a prefix. */
  @Property
  @net.jqwik.api.Tag("promise-7")
  void interleavingAndReplayGiveTheSameState(@ForAll long seed) {
    Random random = new Random(seed);
    List<DeploymentEvent> merged = new ArrayList<>();
    int a = 0;
    int b = 0;
    while (a < A.size() || b < B.size()) {
      boolean takeA = b == B.size() || (a < A.size() && random.nextBoolean());
      merged.add(takeA ? A.get(a++) : B.get(b++));
      if (random.nextInt(3) == 0) {
        merged.addAll(List.copyOf(merged.subList(0, random.nextInt(merged.size() + 1))));
      }
    }
    List<DeploymentEvent> ordered = new ArrayList<>(A);
    ordered.addAll(B);
    assertThat(MapState.of(new AccessFold(), merged)).isEqualTo(MapState.of(new AccessFold(), ordered));
  }
}
