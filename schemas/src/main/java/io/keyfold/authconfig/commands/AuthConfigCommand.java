package io.keyfold.authconfig.commands;

import io.keyfold.schema.Command;

/** The commands on {@code authconfig.commands}. Sealed, so that the compiler checks switches for completeness. */
public sealed interface AuthConfigCommand
  extends Command
  permits
    AppCommand,
    ArchiveAuthConfig,
    AttachCredentials,
    BrandingCommand,
    CloseDeployment,
    ConfigCommand,
    CreateAuthConfig,
    EraseUser,
    GrantCommand,
    SetupSessionCommand,
    TransferCommand,
    UpdateAuthConfig,
    VersionCommand,
    WebhookCommand {}
