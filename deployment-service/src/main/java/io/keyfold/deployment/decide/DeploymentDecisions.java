package io.keyfold.deployment.decide;

import io.keyfold.deployment.commands.ArchiveDeployment;
import io.keyfold.deployment.commands.CreateDeployment;
import io.keyfold.deployment.commands.UpdateDeployment;
import io.keyfold.deployment.deployments.Deployment;
import io.keyfold.deployment.deployments.Deployments;
import io.keyfold.deployment.events.DeploymentArchived;
import io.keyfold.deployment.events.DeploymentCreated;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.deployment.events.DeploymentUpdated;
import io.keyfold.deployment.provider.CallLimits;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Guards;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides commands on deployments. The API edge checks that the provider exists: the shipped catalogue is on the
 * platform's partition, which this task does not read. Providers are never removed.
 */
final class DeploymentDecisions {

  private static final String ENTITY = "provider.deployment";

  private DeploymentDecisions() {}

  static Decision<DeploymentEvent> create(CreateDeployment command, State state) {
    if (find(command.getMeta(), state).isPresent()) {
      return Decision.reject(Guards.exists(ENTITY));
    }
    return Decision.accept(
      DeploymentCreated.newBuilder()
        .setMeta(EventMetas.of(command.getMeta(), 1))
        .setProviderId(command.getProviderId())
        .setName(command.getName())
        .setDescription(command.getDescription())
        .setMetadata(command.getMetadata())
        .setToolFilter(command.getToolFilter())
        .setLockedProviderVersionId(command.getLockedProviderVersionId())
        .setCredentials(command.getCredentials())
        .setLimits(CallLimits.toAvro(CallLimits.fromAvro(command.getLimits())))
        .build()
    );
  }

  static Decision<DeploymentEvent> update(UpdateDeployment command, State state) {
    return change(command.getMeta(), state, known ->
      DeploymentUpdated.newBuilder()
        .setMeta(EventMetas.of(command.getMeta(), known.version() + 1))
        .setProviderId(known.providerId())
        .setName(command.getName())
        .setDescription(command.getDescription())
        .setMetadata(command.getMetadata())
        .setToolFilter(command.getToolFilter())
        .setLockedProviderVersionId(command.getLockedProviderVersionId())
        .setCredentials(command.getCredentials() == null ? known.credentials().toAvro() : command.getCredentials())
        .setLimits(
          CallLimits.toAvro(command.getLimits() == null ? known.limits() : CallLimits.fromAvro(command.getLimits()))
        )
        .build()
    );
  }

  static Decision<DeploymentEvent> archive(ArchiveDeployment command, State state) {
    return change(command.getMeta(), state, known ->
      DeploymentArchived.newBuilder()
        .setMeta(EventMetas.of(command.getMeta(), known.version() + 1))
        .setProviderId(known.providerId())
        .build()
    );
  }

  private static Decision<DeploymentEvent> change(
    CommandMeta meta,
    State state,
    Function<Deployment, DeploymentEvent> event
  ) {
    Optional<Deployment> known = find(meta, state);
    if (known.isEmpty()) {
      return Decision.reject(Guards.absent(ENTITY));
    }
    if (known.get().status() == Deployment.Status.ARCHIVED) {
      return Decision.reject(Rejection.of(ErrorCode.GONE, "The deployment is archived"));
    }
    return Guards.stale(meta, known.get().version())
      .map(Decision::<DeploymentEvent>reject)
      .orElseGet(() -> Decision.accept(event.apply(known.get())));
  }

  private static Optional<Deployment> find(CommandMeta meta, State state) {
    return state.find(Deployments.key(new TenantId(meta.getTenantId()), meta.getObjectId()));
  }
}
