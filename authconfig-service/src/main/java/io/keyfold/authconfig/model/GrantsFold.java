package io.keyfold.authconfig.model;

import io.keyfold.authconfig.events.GrantBroken;
import io.keyfold.authconfig.events.GrantConnected;
import io.keyfold.authconfig.events.GrantEvent;
import io.keyfold.authconfig.events.GrantReconnected;
import io.keyfold.authconfig.events.GrantRevoked;
import io.keyfold.authconfig.grants.ConsentedAccount;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.State;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.EventMeta;
import java.util.List;
import java.util.Objects;

/** How the events of grants change auth configs. */
final class GrantsFold {

  private GrantsFold() {}

  static List<Change> apply(TenantId tenant, GrantEvent event, State state) {
    EventMeta meta = event.getMeta();
    return switch (event) {
      case GrantConnected connected -> AuthConfigs.added(tenant, of(connected), state);
      case GrantReconnected again -> AuthConfigs.change(tenant, meta, state, known -> reconnected(known, again));
      case GrantBroken broken -> AuthConfigs.change(tenant, meta, state, known -> broken(known, broken));
      // The auth config is archived; only its version follows.
      case GrantRevoked _ -> AuthConfigs.change(tenant, meta, state, known ->
        known.archived(meta.getVersion(), known.updatedAt())
      );
    };
  }

  private static AuthConfig of(GrantConnected event) {
    EventMeta meta = event.getMeta();
    Grant grant = new Grant(
      event.getSource(),
      event.getAppId(),
      event.getAppVersion(),
      event.getIssuer(),
      ConsentedAccount.of(event.getAccount()),
      event.getScopesRequested(),
      event.getScopesGranted(),
      event.getRefreshable(),
      meta.getRecordedAt(),
      null
    );
    return new AuthConfig(
      meta.getObjectId(),
      meta.getVersion(),
      AuthConfig.Status.ACTIVE,
      event.getProviderId(),
      event.getProviderDeploymentId(),
      event.getAuthMethodId(),
      CredentialKind.OAUTH_AUTOMATED,
      false,
      new Owner(event.getUser(), event.getLabel()),
      new About(
        event.getName(),
        event.getDescription(),
        event.getMetadata(),
        ToolFilter.fromAvro(event.getToolFilter())
      ),
      event.getKeyId(),
      event.getCredentialVersion(),
      null,
      event.getSetupSessionId(),
      grant,
      meta.getRecordedAt(),
      meta.getRecordedAt()
    );
  }

  private static AuthConfig reconnected(AuthConfig known, GrantReconnected event) {
    EventMeta meta = event.getMeta();
    Grant grant = new Grant(
      event.getSource(),
      event.getAppId(),
      event.getAppVersion(),
      event.getIssuer(),
      ConsentedAccount.of(event.getAccount()),
      event.getScopesRequested(),
      event.getScopesGranted(),
      event.getRefreshable(),
      meta.getRecordedAt(),
      null
    );
    String session = event.getSetupSessionId() == null ? known.setupSessionId() : event.getSetupSessionId();
    return known.granted(
      meta.getVersion(),
      event.getKeyId(),
      event.getCredentialVersion(),
      session,
      grant,
      meta.getRecordedAt()
    );
  }

  private static AuthConfig broken(AuthConfig known, GrantBroken event) {
    Grant grant = Objects.requireNonNull(known.grant(), "only grants break");
    return known.granted(
      event.getMeta().getVersion(),
      known.keyId(),
      known.credentialVersion(),
      known.setupSessionId(),
      grant.broken(event.getReason()),
      event.getMeta().getRecordedAt()
    );
  }
}
