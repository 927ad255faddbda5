package io.keyfold.session.events;

import io.keyfold.schema.Event;

/** The events on {@code session.events}. Sealed, so that the compiler checks switches for completeness. */
public sealed interface SessionEvent
  extends Event
  permits
    SecretEvent,
    SessionArchived,
    SessionCreated,
    SessionProviderAdded,
    SessionProviderRemoved,
    SessionProviderUpdated,
    SessionUpdated,
    ToolCallClaimed {}
