package io.keyfold.authconfig.setup.model;

import io.keyfold.authconfig.commands.ExpireSetupSession;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.log.sweep.DueIndex;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.Command;
import io.keyfold.schema.CommandMeta;
import java.time.Instant;
import java.util.UUID;

/** Creates the commands that record the expiry of setup sessions. */
public final class SetupExpiry {

  private static final Actor SELF = new Actor(ActorType.SERVICE, "authconfig-service");

  private SetupExpiry() {}

  /** {@return the command for a session whose expiry time has passed} */
  public static Command commandFor(DueIndex.Due due, Instant now) {
    return new ExpireSetupSession(
      CommandMeta.newBuilder()
        .setCommandId(UUID.randomUUID())
        .setTenantId(due.tenant().value())
        .setObjectId(due.id())
        .setIssuedAt(now)
        .setActor(SELF)
        .setRequestId(Ids.fresh("req_", now))
        .build()
    );
  }
}
