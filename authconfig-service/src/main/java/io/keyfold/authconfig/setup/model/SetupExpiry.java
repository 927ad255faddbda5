package io.keyfold.authconfig.setup.model;

import io.keyfold.authconfig.commands.ExpireSetupSession;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.sweep.DueIndex;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.Command;
import java.time.Instant;

/** Creates the commands that record the expiry of setup sessions. */
public final class SetupExpiry {

  private static final Actor SELF = new Actor(ActorType.SERVICE, "authconfig-service");

  private SetupExpiry() {}

  /** {@return the command for a session whose expiry time has passed} */
  public static Command commandFor(DueIndex.Due due, Instant now) {
    return new ExpireSetupSession(WriteRequest.ofService(due.tenant(), SELF, now).meta(due.id()));
  }
}
