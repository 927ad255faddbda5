package io.keyfold.deployment.commands;

import io.keyfold.schema.Command;

/** The commands on {@code deployment.commands}. Sealed, so that the compiler checks switches for completeness. */
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
