package io.keyfold.authconfig.commands;

import io.keyfold.schema.Command;

/** The commands that {@code authconfig.commands} carries, closed: a switch over it is checked for completeness. */
public sealed interface AuthConfigCommand
  extends Command
  permits ArchiveAuthConfig, AttachCredentials, CloseDeployment, CreateAuthConfig, UpdateAuthConfig {}
