package io.keyfold.session.events;

import io.keyfold.schema.Event;

/** The events that {@code session.events} carries, closed: a switch over it is checked for completeness. */
public sealed interface SessionEvent
  extends Event
  permits
    SessionArchived,
    SessionCreated,
    SessionProviderAdded,
    SessionProviderRemoved,
    SessionProviderUpdated,
    SessionUpdated,
    ToolCallClaimed {}
