package io.keyfold.deployment.decide;

import io.keyfold.deployment.commands.ArchiveDeployment;
import io.keyfold.deployment.commands.CreateApiKey;
import io.keyfold.deployment.commands.CreateDeployment;
import io.keyfold.deployment.commands.CreateTenant;
import io.keyfold.deployment.commands.DeploymentCommand;
import io.keyfold.deployment.commands.PublishProvider;
import io.keyfold.deployment.commands.RevokeApiKey;
import io.keyfold.deployment.commands.UpdateDeployment;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.platform.log.Decider;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.State;

/** Decides every command of deployment-service. */
public final class DeploymentDecider implements Decider<DeploymentCommand, DeploymentEvent> {

  @Override
  public Decision<DeploymentEvent> decide(DeploymentCommand command, State state) {
    return switch (command) {
      case CreateTenant create -> AccessDecisions.createTenant(create, state);
      case CreateApiKey create -> AccessDecisions.createApiKey(create, state);
      case RevokeApiKey revoke -> AccessDecisions.revokeApiKey(revoke, state);
      case PublishProvider publish -> ProviderDecisions.publish(publish, state);
      case CreateDeployment create -> DeploymentDecisions.create(create, state);
      case UpdateDeployment update -> DeploymentDecisions.update(update, state);
      case ArchiveDeployment archive -> DeploymentDecisions.archive(archive, state);
    };
  }
}
