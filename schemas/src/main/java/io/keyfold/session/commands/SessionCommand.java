package io.keyfold.session.commands;

import io.keyfold.schema.Command;

/** The commands that {@code session.commands} carries, closed: a switch over it is checked for completeness. */
public sealed interface SessionCommand
  extends Command
  permits
    AddSessionProvider,
    ArchiveSession,
    ClaimToolCall,
    CreateSession,
    RemoveSessionProvider,
    UpdateSession,
    UpdateSessionProvider {}
