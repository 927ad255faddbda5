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
 * Which command follows from an event of deployment-service. Pure: the same event always gives the same command, id
 * included, so that a repetition can be recognised.
 */
public final class DeploymentPolicy {

  private static final Actor SELF = new Actor(ActorType.SERVICE, "authconfig-service");

  private DeploymentPolicy() {}

  /** {@return the command that follows, if one does} */
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
      // A millisecond later: ids of events sort by it, and an audit shows the cause before what followed.
      .setIssuedAt(event.getRecordedAt().plusMillis(1))
      .setActor(SELF)
      .setRequestId(event.getRequestId())
      .build();
  }
}
