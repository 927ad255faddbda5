package io.keyfold.authconfig.configs.model;

import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.ConfigArchived;
import io.keyfold.authconfig.events.ConfigCreated;
import io.keyfold.authconfig.events.ConfigEvent;
import io.keyfold.authconfig.events.ConfigUpdated;
import io.keyfold.authconfig.model.About;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.State;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.schema.EventMeta;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Folds provider configs, the default of each scope, and indexes of the active ones. */
public final class ConfigsFold implements Fold<AuthConfigEvent> {

  @Override
  public List<Change> apply(AuthConfigEvent event, State state) {
    return event instanceof ConfigEvent own ? apply(own, state) : List.of();
  }

  private static List<Change> apply(ConfigEvent event, State state) {
    EventMeta meta = event.getMeta();
    TenantId tenant = new TenantId(meta.getTenantId());
    Key<ProviderConfig> key = ProviderConfig.key(tenant, meta.getObjectId());
    if (event instanceof ConfigCreated created) {
      return state.hasPassed(key, meta.getVersion()) ? List.of() : added(tenant, of(created));
    }
    ProviderConfig known = state.findBefore(key, meta.getVersion()).orElse(null);
    if (known == null) {
      return List.of();
    }
    return switch (event) {
      case ConfigCreated _ -> List.of();
      case ConfigUpdated updated -> List.of(
        new Change.Put<>(key, known.described(meta.getVersion(), about(updated), meta.getRecordedAt()))
      );
      case ConfigArchived _ -> archived(tenant, known, known.archive(meta.getVersion(), meta.getRecordedAt()), state);
    };
  }

  private static List<Change> added(TenantId tenant, ProviderConfig config) {
    List<Change> changes = new ArrayList<>();
    ConfigRef ref = new ConfigRef(config.id());
    indexes(tenant, config).forEach(index -> changes.add(new Change.Put<>(index, ref)));
    Key<ConfigRef> scope = scope(tenant, config);
    if (scope != null) {
      changes.add(new Change.Put<>(scope, ref));
    }
    changes.add(new Change.Put<>(ProviderConfig.key(tenant, config.id()), config));
    return changes;
  }

  private static List<Change> archived(TenantId tenant, ProviderConfig known, ProviderConfig next, State state) {
    List<Change> changes = new ArrayList<>();
    indexes(tenant, known).forEach(index -> changes.add(new Change.Delete(index)));
    Key<ConfigRef> scope = scope(tenant, known);
    if (
      scope != null &&
      state
        .find(scope)
        .filter(ref -> ref.configId().equals(known.id()))
        .isPresent()
    ) {
      changes.add(new Change.Delete(scope));
    }
    changes.add(new Change.Put<>(ProviderConfig.key(tenant, next.id()), next));
    return changes;
  }

  private static List<Key<ConfigRef>> indexes(TenantId tenant, ProviderConfig config) {
    List<Key<ConfigRef>> keys = new ArrayList<>();
    if (config.deploymentId() != null) {
      keys.add(DefaultConfigs.byDeployment(tenant, config.deploymentId(), config.id()));
    }
    if (config.user() != null) {
      keys.add(DefaultConfigs.byUser(tenant, config.user(), config.id()));
    }
    return keys;
  }

  private static @Nullable Key<ConfigRef> scope(TenantId tenant, ProviderConfig config) {
    return DefaultConfigs.scope(tenant, config.providerId(), config.deploymentId(), config.user()).orElse(null);
  }

  private static ProviderConfig of(ConfigCreated event) {
    EventMeta meta = event.getMeta();
    return new ProviderConfig(
      meta.getObjectId(),
      meta.getVersion(),
      false,
      event.getProviderId(),
      event.getProviderDeploymentId(),
      event.getUser(),
      new About(
        event.getName(),
        event.getDescription(),
        event.getMetadata(),
        ToolFilter.fromAvro(event.getToolFilter())
      ),
      event.getValue(),
      event.getSetupSessionId(),
      meta.getRecordedAt(),
      meta.getRecordedAt()
    );
  }

  private static About about(ConfigUpdated event) {
    return new About(
      event.getName(),
      event.getDescription(),
      event.getMetadata(),
      ToolFilter.fromAvro(event.getToolFilter())
    );
  }
}
