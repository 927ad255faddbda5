package io.keyfold.authconfig.transfers.model;

import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.AuthConfigExported;
import io.keyfold.authconfig.events.AuthConfigImported;
import io.keyfold.authconfig.events.TransferEvent;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.State;
import java.util.List;

/** Folds the records of imports and exports. */
public final class TransfersFold implements Fold<AuthConfigEvent> {

  @Override
  public List<Change> apply(AuthConfigEvent event, State state) {
    TenantId tenant = new TenantId(event.getMeta().getTenantId());
    return event instanceof TransferEvent transfer ? recorded(tenant, transfer, state) : List.of();
  }

  private static List<Change> recorded(TenantId tenant, TransferEvent transfer, State state) {
    Transfer next = switch (transfer) {
      case AuthConfigImported imported -> of(imported);
      case AuthConfigExported exported -> of(exported);
    };
    var key = Transfer.key(tenant, next.direction(), next.id());
    return state.hasPassed(key, next.version()) ? List.of() : List.of(new Change.Put<>(key, next));
  }

  private static Transfer of(AuthConfigImported event) {
    return new Transfer(
      event.getMeta().getObjectId(),
      event.getMeta().getVersion(),
      Transfer.Direction.IMPORT,
      event.getAuthConfigId(),
      event.getProviderId(),
      event.getProviderDeploymentId(),
      event.getAuthMethodId(),
      event.getAppId(),
      event.getUser(),
      event.getNote(),
      event.getMetadata(),
      event.getIp(),
      event.getUserAgent(),
      event.getExpiresAt(),
      event.getMeta().getRecordedAt()
    );
  }

  private static Transfer of(AuthConfigExported event) {
    return new Transfer(
      event.getMeta().getObjectId(),
      event.getMeta().getVersion(),
      Transfer.Direction.EXPORT,
      event.getAuthConfigId(),
      event.getProviderId(),
      event.getProviderDeploymentId(),
      event.getAuthMethodId(),
      event.getAppId(),
      event.getUser(),
      event.getNote(),
      event.getMetadata(),
      event.getIp(),
      event.getUserAgent(),
      event.getExpiresAt(),
      event.getMeta().getRecordedAt()
    );
  }
}
