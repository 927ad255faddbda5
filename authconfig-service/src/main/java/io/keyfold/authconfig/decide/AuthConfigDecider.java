package io.keyfold.authconfig.decide;

import io.keyfold.authconfig.apps.model.AppDecisions;
import io.keyfold.authconfig.branding.BrandingDecisions;
import io.keyfold.authconfig.commands.AppCommand;
import io.keyfold.authconfig.commands.ArchiveAuthConfig;
import io.keyfold.authconfig.commands.AttachCredentials;
import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.commands.BrandingCommand;
import io.keyfold.authconfig.commands.CloseDeployment;
import io.keyfold.authconfig.commands.ConfigCommand;
import io.keyfold.authconfig.commands.CreateAuthConfig;
import io.keyfold.authconfig.commands.EraseUser;
import io.keyfold.authconfig.commands.GrantCommand;
import io.keyfold.authconfig.commands.SetupSessionCommand;
import io.keyfold.authconfig.commands.TransferCommand;
import io.keyfold.authconfig.commands.UpdateAuthConfig;
import io.keyfold.authconfig.commands.VersionCommand;
import io.keyfold.authconfig.commands.WebhookCommand;
import io.keyfold.authconfig.webhooks.decide.QueuedDeliveries;
import io.keyfold.authconfig.webhooks.decide.WebhookDecisions;
import io.keyfold.platform.log.Decider;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.State;
import io.keyfold.schema.Event;

/** Decides the commands of {@code authconfig.commands}. */
public final class AuthConfigDecider implements Decider<AuthConfigCommand, Event> {

  @Override
  public Decision<Event> decide(AuthConfigCommand command, State state) {
    Decision<Event> decision = AppVersionUses.with(command.getMeta(), decideAlone(command, state), state);
    return QueuedDeliveries.with(command.getMeta(), decision, state);
  }

  private static Decision<Event> decideAlone(AuthConfigCommand command, State state) {
    return switch (command) {
      case CreateAuthConfig create -> AuthConfigDecisions.create(create, state);
      case UpdateAuthConfig update -> Decision.widen(AuthConfigDecisions.update(update, state));
      case ArchiveAuthConfig archive -> AuthConfigDecisions.archive(archive, state);
      case AttachCredentials attach -> Decision.widen(DeploymentDecisions.open(attach, state));
      case CloseDeployment close -> DeploymentDecisions.close(close, state);
      case AppCommand app -> Decision.widen(AppDecisions.decide(app, state));
      case BrandingCommand branding -> Decision.widen(BrandingDecisions.decide(branding, state));
      case ConfigCommand config -> Decision.widen(ConfigDecisions.decide(config, state));
      case EraseUser erase -> UserDecisions.erase(erase, state);
      case GrantCommand grant -> GrantDecisions.decide(grant, state);
      case SetupSessionCommand setup -> SetupDecisions.decide(setup, state);
      case TransferCommand transfer -> TransferDecisions.decide(transfer, state);
      case VersionCommand versions -> Decision.widen(VersionDecisions.decide(versions, state));
      case WebhookCommand webhook -> WebhookDecisions.decide(webhook, state);
    };
  }
}
