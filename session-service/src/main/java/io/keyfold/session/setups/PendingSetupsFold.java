package io.keyfold.session.setups;

import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.SetupSessionArchived;
import io.keyfold.authconfig.events.SetupSessionCompleted;
import io.keyfold.authconfig.events.SetupSessionCreated;
import io.keyfold.authconfig.events.SetupSessionExpired;
import io.keyfold.authconfig.events.SetupSessionFailed;
import io.keyfold.authconfig.events.SetupSessionUpdated;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.State;
import io.keyfold.schema.EventMeta;
import io.keyfold.schema.SetupSessionType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Folds pending setup sessions. One that has ended is deleted, so the store does not grow with their number. */
public final class PendingSetupsFold implements Fold<AuthConfigEvent> {

  @Override
  public List<Change> apply(AuthConfigEvent event, State state) {
    EventMeta meta = event.getMeta();
    return switch (event) {
      case SetupSessionCreated created -> replaced(meta, of(created), state);
      case SetupSessionUpdated updated -> replaced(meta, updated.getUser(), state);
      case SetupSessionCompleted _, SetupSessionFailed _, SetupSessionExpired _, SetupSessionArchived _ -> replaced(
        meta,
        (PendingSetup) null,
        state
      );
      default -> List.of();
    };
  }

  private static PendingSetup of(SetupSessionCreated event) {
    String deployment = event.getProviderDeploymentId();
    return new PendingSetup(
      event.getMeta().getObjectId(),
      event.getMeta().getVersion(),
      deployment == null ? event.getProviderId() : deployment,
      event.getUser(),
      event.getLabel(),
      event.getReconnect() ? event.getAuthConfigId() : null,
      event.getSessionType() != SetupSessionType.CONFIG_ONLY,
      event.getConfigId() != null
    );
  }

  private static List<Change> replaced(EventMeta meta, @Nullable String user, State state) {
    return state
      .findBefore(PendingSetup.key(new TenantId(meta.getTenantId()), meta.getObjectId()), meta.getVersion())
      .map(known -> replaced(meta, known.of(user, meta.getVersion()), state))
      .orElse(List.of());
  }

  private static List<Change> replaced(EventMeta meta, @Nullable PendingSetup next, State state) {
    TenantId tenant = new TenantId(meta.getTenantId());
    var key = PendingSetup.key(tenant, meta.getObjectId());
    if (state.hasPassed(key, meta.getVersion())) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    state.find(key).ifPresent(known -> {
      if (known.user() != null) {
        changes.add(new Change.Delete(PendingSetup.byUser(tenant, known.scope(), known.user(), known.id())));
      }
    });
    if (next == null) {
      changes.add(new Change.Delete(key));
      return changes;
    }
    if (next.user() != null) {
      changes.add(
        new Change.Put<>(
          PendingSetup.byUser(tenant, next.scope(), next.user(), next.id()),
          new PendingSetup.Ref(next.id())
        )
      );
    }
    changes.add(new Change.Put<>(key, next));
    return changes;
  }
}
