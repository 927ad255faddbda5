package io.keyfold.authconfig.versions;

import io.keyfold.authconfig.commands.RecordExpiry;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.log.sweep.DueIndex;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.Command;
import io.keyfold.schema.CommandMeta;
import java.time.Instant;
import java.util.UUID;

/** Creates the commands that record expiries. */
public final class ExpirySweep {

  private static final Actor SELF = new Actor(ActorType.SERVICE, "authconfig-service");

  private ExpirySweep() {}

  /** {@return the command for an auth config whose expiry is to be announced or recorded} */
  public static Command commandFor(DueIndex.Due due, Instant now) {
    return new RecordExpiry(
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
