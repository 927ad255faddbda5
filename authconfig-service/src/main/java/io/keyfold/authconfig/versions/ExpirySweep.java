package io.keyfold.authconfig.versions;

import io.keyfold.authconfig.commands.RecordExpiry;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.sweep.DueIndex;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.Command;
import java.time.Instant;

/** Creates the commands that record expiries. */
public final class ExpirySweep {

  private static final Actor SELF = new Actor(ActorType.SERVICE, "authconfig-service");

  private ExpirySweep() {}

  /** {@return the command for an auth config or OAuth app whose expiry is to be announced or recorded} */
  public static Command commandFor(DueIndex.Due due, Instant now) {
    return new RecordExpiry(WriteRequest.ofService(due.tenant(), SELF, now).meta(due.id()));
  }
}
