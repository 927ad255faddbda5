package io.keyfold.authconfig.transfers.model;

import io.keyfold.authconfig.events.AuthConfigArchived;
import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.AuthConfigExported;
import io.keyfold.authconfig.events.AuthConfigImported;
import io.keyfold.authconfig.events.AuthConfigRotated;
import io.keyfold.authconfig.events.TransferEvent;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.State;
import io.keyfold.platform.vault.SealedValue;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.EventMeta;
import io.keyfold.schema.Sealed;
import java.util.List;

/** Folds the records of imports and exports, and the sealed values that can be exported. */
public final class TransfersFold implements Fold<AuthConfigEvent> {

  @Override
  public List<Change> apply(AuthConfigEvent event, State state) {
    TenantId tenant = new TenantId(event.getMeta().getTenantId());
    return switch (event) {
      case TransferEvent transfer -> recorded(tenant, transfer, state);
      case AuthConfigCreated created when created.getKind() != CredentialKind.OAUTH_APP -> valued(
        created.getMeta(),
        created.getValue(),
        created.getCredentialVersion(),
        state
      );
      case AuthConfigRotated rotated -> valued(
        rotated.getMeta(),
        rotated.getValue(),
        rotated.getCredentialVersion(),
        state
      );
      case AuthConfigArchived archived -> List.of(
        new Change.Delete(TypedValue.key(tenant, archived.getMeta().getObjectId()))
      );
      default -> List.of();
    };
  }

  private static List<Change> valued(EventMeta meta, Sealed value, long valueVersion, State state) {
    var key = TypedValue.key(new TenantId(meta.getTenantId()), meta.getObjectId());
    return state.hasPassed(key, meta.getVersion())
      ? List.of()
      : List.of(new Change.Put<>(key, new TypedValue(meta.getVersion(), SealedValue.of(value), valueVersion)));
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
