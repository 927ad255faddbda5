package io.keyfold.authconfig.decide;

import io.keyfold.authconfig.apps.model.AppDecisions;
import io.keyfold.authconfig.apps.model.AppsFold;
import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.commands.AttachCredentials;
import io.keyfold.authconfig.commands.CloseDeployment;
import io.keyfold.authconfig.configs.model.DefaultConfigs;
import io.keyfold.authconfig.configs.model.ProviderConfig;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.CredentialsAttached;
import io.keyfold.authconfig.events.DeploymentClosed;
import io.keyfold.authconfig.events.DeploymentOpened;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.model.DeploymentCredentials;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides the commands that follow from deployment events. They come from the log, not from a caller: a duplicate is
 * rejected, and only the audit trail shows the rejection.
 */
final class DeploymentDecisions {

  private DeploymentDecisions() {}

  static Decision<AuthConfigEvent> open(AttachCredentials command, State state) {
    CommandMeta meta = command.getMeta();
    if (find(meta, state).isPresent()) {
      return repeated("The deployment was already processed");
    }
    return Decision.accept(
      AuthConfigs.tenantDefault(state, new TenantId(meta.getTenantId()), command.getProviderId())
        .<AuthConfigEvent>map(config -> attached(command, config))
        .orElseGet(() -> opened(command))
    );
  }

  /** The deployment's own event comes last: when it is visible, all of its auth configs are archived. */
  static Decision<Event> close(CloseDeployment command, State state) {
    CommandMeta meta = command.getMeta();
    Optional<DeploymentCredentials> known = find(meta, state);
    if (known.filter(DeploymentCredentials::closed).isPresent()) {
      return repeated("The deployment was already closed");
    }
    TenantId tenant = new TenantId(meta.getTenantId());
    List<Event> events = new ArrayList<>();
    for (OAuthApp app : AppsFold.ofDeployment(state, tenant, meta.getObjectId())) {
      // An app of an auth config is archived with it.
      if (app.authConfigId() == null) {
        events.add(AppDecisions.archived(meta, app, "deployment_archived", events.size()));
      }
    }
    for (AuthConfig config : AuthConfigs.ofDeployment(state, tenant, meta.getObjectId())) {
      events.addAll(AuthConfigDecisions.archived(meta, config, "deployment_archived", events.size(), state));
    }
    for (ProviderConfig config : DefaultConfigs.ofDeployment(state, tenant, meta.getObjectId())) {
      events.add(ConfigDecisions.archived(meta, config, "deployment_archived", events.size()));
    }
    long version = known.map(DeploymentCredentials::version).orElse(0L) + 1;
    events.add(new DeploymentClosed(EventMetas.of(meta, meta.getObjectId(), version, events.size())));
    return new Decision.Accepted<>(events);
  }

  private static CredentialsAttached attached(AttachCredentials command, AuthConfig config) {
    return CredentialsAttached.newBuilder()
      .setMeta(EventMetas.of(command.getMeta(), 1))
      .setAuthConfigId(config.id())
      .setProviderId(command.getProviderId())
      .build();
  }

  private static DeploymentOpened opened(AttachCredentials command) {
    return new DeploymentOpened(EventMetas.of(command.getMeta(), 1), command.getProviderId());
  }

  private static Optional<DeploymentCredentials> find(CommandMeta meta, State state) {
    return state.find(AuthConfigs.deployment(new TenantId(meta.getTenantId()), meta.getObjectId()));
  }

  private static <E> Decision<E> repeated(String message) {
    return Decision.reject(Rejection.of(ErrorCode.CONFLICT, message));
  }
}
