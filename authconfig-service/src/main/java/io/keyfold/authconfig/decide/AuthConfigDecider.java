package io.keyfold.authconfig.decide;

import io.keyfold.authconfig.commands.ArchiveAuthConfig;
import io.keyfold.authconfig.commands.AttachCredentials;
import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.commands.CloseDeployment;
import io.keyfold.authconfig.commands.CreateAuthConfig;
import io.keyfold.authconfig.commands.UpdateAuthConfig;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.platform.log.Decider;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.State;

/** Decides the commands of {@code authconfig.commands}. */
public final class AuthConfigDecider implements Decider<AuthConfigCommand, AuthConfigEvent> {

  @Override
  public Decision<AuthConfigEvent> decide(AuthConfigCommand command, State state) {
    return switch (command) {
      case CreateAuthConfig create -> AuthConfigDecisions.create(create, state);
      case UpdateAuthConfig update -> AuthConfigDecisions.update(update, state);
      case ArchiveAuthConfig archive -> AuthConfigDecisions.archive(archive, state);
      case AttachCredentials attach -> DeploymentDecisions.open(attach, state);
      case CloseDeployment close -> DeploymentDecisions.close(close, state);
    };
  }
}
