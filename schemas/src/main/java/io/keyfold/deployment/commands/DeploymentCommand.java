package io.keyfold.deployment.commands;

import io.keyfold.schema.Command;

/** The commands that {@code deployment.commands} carries, closed: a switch over it is checked for completeness. */
public sealed interface DeploymentCommand
  extends Command
  permits
    ArchiveDeployment,
    CreateApiKey,
    CreateDeployment,
    CreateTenant,
    PublishProvider,
    RevokeApiKey,
    UpdateDeployment {}
