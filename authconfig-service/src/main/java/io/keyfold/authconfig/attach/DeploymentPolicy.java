package io.keyfold.authconfig.attach;

import io.keyfold.authconfig.commands.AttachCredentials;
import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.commands.CloseDeployment;
import io.keyfold.deployment.events.ApiKeyCreated;
import io.keyfold.deployment.events.ApiKeyRevoked;
import io.keyfold.deployment.events.DeploymentArchived;
import io.keyfold.deployment.events.DeploymentCreated;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.deployment.events.DeploymentUpdated;
import io.keyfold.deployment.events.ProviderPublished;
import io.keyfold.deployment.events.TenantCreated;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.EventMeta;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * Determines the command that follows from a deployment-service event. Pure: the same event always gives the same
 * command with the same id, so that duplicates are recognised.
 */
public final class DeploymentPolicy {

  private static final Actor SELF = new Actor(ActorType.SERVICE, "authconfig-service");

  private DeploymentPolicy() {}

  /** {@return the command that follows from the event, if any} */
  public static Optional<AuthConfigCommand> commandFor(DeploymentEvent event) {
    return switch (event) {
      case DeploymentCreated created -> Optional.of(
        new AttachCredentials(meta(created.getMeta()), created.getProviderId())
      );
      case DeploymentArchived archived -> Optional.of(new CloseDeployment(meta(archived.getMeta())));
      case
        ApiKeyCreated _,
        ApiKeyRevoked _,
        DeploymentUpdated _,
        ProviderPublished _,
        TenantCreated _ -> Optional.empty();
    };
  }

  private static CommandMeta meta(EventMeta event) {
    return CommandMeta.newBuilder()
      .setCommandId(UUID.nameUUIDFromBytes(("attach/" + event.getEventId()).getBytes(StandardCharsets.UTF_8)))
      .setTenantId(event.getTenantId())
      .setObjectId(event.getObjectId())
      // One millisecond later: event ids sort by this time, and an audit must show the cause before the effect.
      .setIssuedAt(event.getRecordedAt().plusMillis(1))
      .setActor(SELF)
      .setRequestId(event.getRequestId())
      .build();
  }
}
