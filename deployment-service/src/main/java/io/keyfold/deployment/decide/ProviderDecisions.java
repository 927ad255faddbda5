package io.keyfold.deployment.decide;

import io.keyfold.deployment.commands.PublishProvider;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.deployment.events.ProviderPublished;
import io.keyfold.deployment.provider.Providers;
import io.keyfold.deployment.provider.VersionedProvider;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Guards;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;

/** Decides commands on providers. */
final class ProviderDecisions {

  private static final String ENTITY = "provider";

  private ProviderDecisions() {}

  /** A change states the version that it is based on; a command without a version creates a provider. */
  static Decision<DeploymentEvent> publish(PublishProvider command, State state) {
    CommandMeta meta = command.getMeta();
    TenantId owner = new TenantId(meta.getTenantId());
    long version = state.find(Providers.key(owner, meta.getObjectId())).map(VersionedProvider::version).orElse(0L);
    if (version > 0 && meta.getExpectedVersion() == null) {
      return Decision.reject(Guards.exists(ENTITY));
    }
    return Guards.stale(meta, version)
      .map(Decision::<DeploymentEvent>reject)
      .orElseGet(() ->
        Decision.accept(
          ProviderPublished.newBuilder()
            .setMeta(EventMetas.of(meta, version + 1))
            .setProvider(command.getProvider())
            .build()
        )
      );
  }
}
