package io.keyfold.platform.log;

import io.keyfold.platform.id.Ids;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.EventMeta;

/** Creates the envelopes of events from the envelope of their command. */
public final class EventMetas {

  private EventMetas() {}

  /**
   * {@return the envelope of an event about the command's own object}
   *
   * @param version the object's version after the event
   */
  public static EventMeta of(CommandMeta command, long version) {
    return of(command, command.getObjectId(), version, 0);
  }

  /**
   * {@return the envelope of one of several events of a command} The first event carries the idempotency key; a
   * repeated request returns its object.
   *
   * @param objectId the object that this event is about
   * @param version that object's version after the event
   * @param index index among the command's events, from 0
   */
  public static EventMeta of(CommandMeta command, String objectId, long version, int index) {
    return EventMeta.newBuilder()
      .setEventId(Ids.derived("evt_", command.getIssuedAt(), command.getCommandId(), index))
      .setTenantId(command.getTenantId())
      .setObjectId(objectId)
      .setVersion(version)
      .setRecordedAt(command.getIssuedAt())
      .setActor(command.getActor())
      .setRequestId(command.getRequestId())
      .setCommandId(command.getCommandId())
      .setIdempotencyKey(index == 0 ? command.getIdempotencyKey() : null)
      .setRequestHash(index == 0 ? command.getRequestHash() : null)
      .build();
  }
}
