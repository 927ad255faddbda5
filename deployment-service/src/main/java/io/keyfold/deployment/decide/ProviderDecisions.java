package io.keyfold.deployment.decide;

import io.keyfold.deployment.commands.PublishProvider;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.deployment.events.ProviderPublished;
import io.keyfold.deployment.provider.Providers;
import io.keyfold.deployment.provider.PublishedProvider;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.State;

/** Judges what happens to providers. */
final class ProviderDecisions {

  private ProviderDecisions() {}

  static Decision<DeploymentEvent> publish(PublishProvider command, State state) {
    TenantId owner = new TenantId(command.getMeta().getTenantId());
    long version = state
      .find(Providers.key(owner, command.getMeta().getObjectId()))
      .map(PublishedProvider::version)
      .orElse(0L);
    return Guards.stale(command.getMeta(), version)
      .map(Decision::<DeploymentEvent>reject)
      .orElseGet(() ->
        Decision.accept(
          ProviderPublished.newBuilder()
            .setMeta(EventMetas.of(command.getMeta(), version + 1))
            .setProvider(command.getProvider())
            .build()
        )
      );
  }
}
