package io.keyfold.session.configs;

import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.ConfigArchived;
import io.keyfold.authconfig.events.ConfigCreated;
import io.keyfold.authconfig.events.ConfigEvent;
import io.keyfold.authconfig.events.ConfigUpdated;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.State;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.schema.EventMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Folds provider configs and the default of each scope: the newest, until it is archived. */
public final class ConfigsFold implements Fold<AuthConfigEvent> {

  @Override
  public List<Change> apply(AuthConfigEvent event, State state) {
    return event instanceof ConfigEvent own ? apply(own, state) : List.of();
  }

  private static List<Change> apply(ConfigEvent event, State state) {
    EventMeta meta = event.getMeta();
    return switch (event) {
      case ConfigCreated created -> created(of(created), state, new TenantId(meta.getTenantId()));
      case ConfigUpdated updated -> changed(meta, state, known ->
        known.changed(
          meta.getVersion(),
          updated.getName(),
          ToolFilter.fromAvro(updated.getToolFilter()),
          false,
          meta.getRecordedAt()
        )
      );
      case ConfigArchived _ -> changed(meta, state, known ->
        known.changed(meta.getVersion(), known.name(), known.toolFilter(), true, meta.getRecordedAt())
      );
    };
  }

  private static List<Change> created(ProviderConfig config, State state, TenantId tenant) {
    var key = ProviderConfig.key(tenant, config.id());
    if (state.hasPassed(key, config.version())) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    DefaultConfig.scope(tenant, config).ifPresent(scope ->
      changes.add(new Change.Put<>(scope, new DefaultConfig(config.id())))
    );
    changes.add(new Change.Put<>(key, config));
    return changes;
  }

  private static List<Change> changed(EventMeta meta, State state, UnaryOperator<ProviderConfig> change) {
    TenantId tenant = new TenantId(meta.getTenantId());
    var key = ProviderConfig.key(tenant, meta.getObjectId());
    ProviderConfig known = state.findBefore(key, meta.getVersion()).orElse(null);
    if (known == null) {
      return List.of();
    }
    ProviderConfig next = change.apply(known);
    List<Change> changes = new ArrayList<>();
    if (next.archived()) {
      DefaultConfig.scope(tenant, known)
        .filter(scope ->
          state
            .find(scope)
            .filter(ref -> ref.configId().equals(known.id()))
            .isPresent()
        )
        .ifPresent(scope -> changes.add(new Change.Delete(scope)));
    }
    changes.add(new Change.Put<>(key, next));
    return changes;
  }

  private static ProviderConfig of(ConfigCreated event) {
    EventMeta meta = event.getMeta();
    return new ProviderConfig(
      meta.getObjectId(),
      meta.getVersion(),
      event.getProviderId(),
      event.getProviderDeploymentId(),
      event.getUser(),
      event.getName(),
      ToolFilter.fromAvro(event.getToolFilter()),
      event.getValue(),
      false,
      meta.getRecordedAt(),
      meta.getRecordedAt()
    );
  }
}
