package io.keyfold.platform.log;

import io.keyfold.platform.id.Ids;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.EventMeta;

/** Makes the envelopes of events from the envelope of the command that they follow from. */
public final class EventMetas {

  private EventMetas() {}

  /**
   * {@return the envelope of a command's event about its own object}
   *
   * @param version the object's version after the event
   */
  public static EventMeta of(CommandMeta command, long version) {
    return of(command, command.getObjectId(), version, 0);
  }

  /**
   * {@return the envelope of one of several events of a command} The first of them carries the idempotency key: its object
   * is what a repetition is answered with.
   *
   * @param objectId the object that this event is about
   * @param version that object's version after the event
   * @param index position among the command's events, from 0
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
