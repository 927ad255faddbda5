package io.keyfold.session.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.CredentialVersionRetired;
import io.keyfold.platform.testing.MapState;
import io.keyfold.schema.CredentialKind;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.Replays;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CredentialsFoldTest {

  private final CredentialsFold fold = new CredentialsFold();

  @Test
  void aRotationReplacesTheValueAndNothingElse() {
    MapState state = MapState.of(
      fold,
      List.of(
        Events.authConfig(Fixtures.TENANT, "pac_1", "pdp_1", CredentialKind.MANUAL),
        Events.rotated(Fixtures.TENANT, "pac_1", 2, 2)
      )
    );
    AuthConfig config = state.find(AuthConfig.key(Fixtures.TENANT, "pac_1")).orElseThrow();
    assertThat(config.credentialVersion()).isEqualTo(2);
    assertThat(config.deploymentId()).isEqualTo("pdp_1");
    assertThat(Objects.requireNonNull(config.value()).toSealed().getKeyId()).isEqualTo("key_1");
  }

  @Property(tries = 200)
  @Tag("promise-7")
  void replaysDuplicatesAndOtherInterleavingsConverge(
    @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 99) Integer> choices,
    @ForAll long seed
  ) {
    List<AuthConfigEvent> log = log(choices);
    MapState expected = MapState.of(fold, log);
    assertThat(Replays.withReplays(fold, log, seed)).isEqualTo(expected);
    assertThat(MapState.of(fold, Replays.mixed(log, seed))).isEqualTo(expected);
  }

  /** A valid history: each object's versions increase by one, and no event follows its archiving. */
  private static List<AuthConfigEvent> log(List<Integer> choices) {
    List<AuthConfigEvent> log = new ArrayList<>();
    long[] versions = new long[4];
    long[] credentials = new long[4];
    for (int choice : choices) {
      int object = choice % 4;
      String id = "pac_" + object;
      if (versions[object] < 0) {
        continue;
      }
      long version = ++versions[object];
      String deployment = choice % 3 == 0 ? null : "pdp_" + (choice % 3);
      if (version == 1) {
        credentials[object] = 1;
        log.add(Events.authConfig(Fixtures.TENANT, id, deployment, CredentialKind.MANUAL));
        continue;
      }
      switch ((choice / 4) % 5) {
        case 0 -> {
          log.add(Events.authConfigArchived(Fixtures.TENANT, id, version));
          versions[object] = -1;
        }
        case 1, 2 -> log.add(
          Events.rotated(
            Fixtures.TENANT,
            id,
            version,
            ++credentials[object],
            choice % 2 == 0 ? null : Fixtures.AT.plusSeconds(version + (choice % 7))
          )
        );
        case 3 -> log.add(
          CredentialVersionRetired.newBuilder()
            .setMeta(Events.meta(id, version))
            .setCredentialVersion(Math.max(1, credentials[object] - (choice % 3)))
            .build()
        );
        default -> log.add(Events.rebound(id, version, deployment));
      }
    }
    log.add(Events.attached("pdp_1", "pac_0"));
    return log;
  }
}
