package io.keyfold.authconfig.decide;

import io.keyfold.authconfig.commands.ArchiveConfig;
import io.keyfold.authconfig.commands.ConfigCommand;
import io.keyfold.authconfig.commands.CreateConfig;
import io.keyfold.authconfig.commands.UpdateConfig;
import io.keyfold.authconfig.configs.model.ProviderConfig;
import io.keyfold.authconfig.events.ConfigArchived;
import io.keyfold.authconfig.events.ConfigCreated;
import io.keyfold.authconfig.events.ConfigEvent;
import io.keyfold.authconfig.events.ConfigUpdated;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Guards;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import java.util.function.Function;

/** Decides commands on provider configs. The API edge validates their values. */
final class ConfigDecisions {

  private static final Guards.Changeable<ProviderConfig> CHANGEABLE = new Guards.Changeable<>(
    "provider.config",
    config -> !config.archived(),
    "The provider config is archived"
  );

  private ConfigDecisions() {}

  static Decision<ConfigEvent> decide(ConfigCommand command, State state) {
    return switch (command) {
      case CreateConfig create -> create(create, state);
      case UpdateConfig update -> change(update.getMeta(), state, known -> Decision.accept(updated(update, known)));
      case ArchiveConfig archive -> change(archive.getMeta(), state, known ->
        Decision.accept(archived(archive.getMeta(), known, "request", 0))
      );
    };
  }

  private static Decision<ConfigEvent> create(CreateConfig command, State state) {
    CommandMeta meta = command.getMeta();
    TenantId tenant = new TenantId(meta.getTenantId());
    if (state.find(ProviderConfig.key(tenant, meta.getObjectId())).isPresent()) {
      return reject(ErrorCode.CONFLICT, "A provider config with this id already exists");
    }
    String deployment = command.getProviderDeploymentId();
    if (deployment != null && AuthConfigDecisions.closed(tenant, deployment, state)) {
      return AuthConfigDecisions.deploymentArchived(deployment);
    }
    return Decision.accept(
      ConfigCreated.newBuilder()
        .setMeta(EventMetas.of(meta, 1))
        .setProviderId(command.getProviderId())
        .setProviderDeploymentId(deployment)
        .setUser(command.getUser())
        .setName(command.getName())
        .setDescription(command.getDescription())
        .setMetadata(command.getMetadata())
        .setToolFilter(command.getToolFilter())
        .setValue(command.getValue())
        .build()
    );
  }

  private static ConfigUpdated updated(UpdateConfig command, ProviderConfig known) {
    return ConfigUpdated.newBuilder()
      .setMeta(EventMetas.of(command.getMeta(), known.version() + 1))
      .setName(command.getName())
      .setDescription(command.getDescription())
      .setMetadata(command.getMetadata())
      .setToolFilter(command.getToolFilter())
      .build();
  }

  /**
   * {@return the event of archiving a config}
   *
   * @param index index of the event among the command's events
   */
  static ConfigArchived archived(CommandMeta meta, ProviderConfig known, String cause, int index) {
    return ConfigArchived.newBuilder()
      .setMeta(EventMetas.of(meta, known.id(), known.version() + 1, index))
      .setProviderId(known.providerId())
      .setProviderDeploymentId(known.deploymentId())
      .setUser(known.user())
      .setCause(cause)
      .build();
  }

  private static Decision<ConfigEvent> change(
    CommandMeta meta,
    State state,
    Function<ProviderConfig, Decision<ConfigEvent>> judge
  ) {
    return CHANGEABLE.change(
      meta,
      state.find(ProviderConfig.key(new TenantId(meta.getTenantId()), meta.getObjectId())),
      judge
    );
  }

  private static Decision<ConfigEvent> reject(ErrorCode code, String message) {
    return Decision.reject(Rejection.of(code, message));
  }
}
