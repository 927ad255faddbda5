package io.keyfold.session.setups;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.BrandingSet;
import io.keyfold.authconfig.events.HostClaimed;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.testing.MapState;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.Replays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PagesHostFoldTest {

  private static final String HOST = "connect.acme.example";

  private final PagesHostFold fold = new PagesHostFold();

  @Test
  void aHostThatTheTenantClaimedAndChoseCounts() {
    assertThat(host(claimed(1, "tnt_one"), chosen(1, HOST))).isEqualTo(HOST);
    assertThat(host(claimed(1, "tnt_one"), chosen(1, HOST), chosen(2, null))).isNull();
  }

  @Test
  @Tag("promise-5")
  void aHostOfAnotherTenantDoesNotCount() {
    assertThat(host(chosen(1, HOST))).isNull();
    assertThat(host(claimed(1, "tnt_one"), chosen(1, HOST), claimed(2, "tnt_two"))).isNull();
  }

  @Property(tries = 50)
  @net.jqwik.api.Tag("promise-7")
  void replaysConverge(@ForAll long seed) {
    List<AuthConfigEvent> log = List.of(claimed(1, "tnt_one"), chosen(1, HOST), chosen(2, null), claimed(2, "tnt_two"));
    assertThat(Replays.withReplays(fold, log, seed)).isEqualTo(MapState.of(fold, log));
  }

  private @Nullable String host(AuthConfigEvent... events) {
    return PagesHost.of(MapState.of(fold, List.of(events)), Fixtures.TENANT).orElse(null);
  }

  private static BrandingSet chosen(long version, @Nullable String host) {
    String tenant = Fixtures.TENANT.value();
    return BrandingSet.newBuilder().setMeta(Events.meta(tenant, version)).setHost(host).build();
  }

  private static HostClaimed claimed(long version, String tenant) {
    return new HostClaimed(Events.meta(TenantId.PLATFORM, HOST, version), tenant);
  }
}
