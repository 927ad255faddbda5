package io.keyfold.session.commands;

import io.keyfold.schema.Command;

/** The commands on {@code session.commands}. Sealed, so that the compiler checks switches for completeness. */
public sealed interface SessionCommand
  extends Command
  permits
    AddSessionProvider,
    ArchiveSession,
    ClaimToolCall,
    CreateSession,
    RemoveSessionProvider,
    SecretCommand,
    UpdateSession,
    UpdateSessionProvider {}
