package io.keyfold.authconfig.decide;

import io.keyfold.authconfig.commands.ConnectGrant;
import io.keyfold.authconfig.events.GrantConnected;
import io.keyfold.authconfig.events.GrantReconnected;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.Grant;
import io.keyfold.schema.EventMeta;
import io.keyfold.schema.GrantSource;
import io.keyfold.schema.TokenSet;
import org.jspecify.annotations.Nullable;

/** Creates the events of a consent. */
final class GrantEvents {

  private GrantEvents() {}

  static GrantConnected connected(EventMeta meta, ConnectGrant command) {
    TokenSet set = command.getTokens();
    return GrantConnected.newBuilder()
      .setMeta(meta)
      .setProviderId(command.getProviderId())
      .setProviderDeploymentId(command.getProviderDeploymentId())
      .setAuthMethodId(command.getAuthMethodId())
      .setUser(command.getUser())
      .setLabel(command.getLabel())
      .setName(command.getName())
      .setDescription(command.getDescription())
      .setMetadata(command.getMetadata())
      .setToolFilter(command.getToolFilter())
      .setSource(command.getSource())
      .setSetupSessionId(command.getSetupSessionId())
      .setAppId(set.getAppId())
      .setAppVersion(set.getAppVersion())
      .setIssuer(set.getIssuer())
      .setAccount(set.getAccount())
      .setScopesRequested(set.getScopesRequested())
      .setScopesGranted(set.getScopesGranted())
      .setKeyId(set.getAccess().getKeyId())
      .setCredentialVersion(1)
      .setExpiresAt(set.getExpiresAt())
      .setRefreshable(set.getRefreshable())
      .build();
  }

  static GrantReconnected reconnected(
    EventMeta meta,
    AuthConfig known,
    TokenSet set,
    long credentialVersion,
    @Nullable String setupSessionId
  ) {
    Grant grant = known.grant();
    return GrantReconnected.newBuilder()
      .setMeta(meta)
      .setProviderDeploymentId(known.deploymentId())
      .setUser(known.owner().user())
      .setRecovered(grant != null && grant.needsReconnect())
      .setSource(setupSessionId == null ? GrantSource.IMPORT : GrantSource.SETUP_SESSION)
      .setSetupSessionId(setupSessionId)
      .setAppId(set.getAppId())
      .setAppVersion(set.getAppVersion())
      .setIssuer(set.getIssuer())
      .setAccount(set.getAccount())
      .setScopesRequested(set.getScopesRequested())
      .setScopesGranted(set.getScopesGranted())
      .setKeyId(set.getAccess().getKeyId())
      .setCredentialVersion(credentialVersion)
      .setExpiresAt(set.getExpiresAt())
      .setRefreshable(set.getRefreshable())
      .build();
  }
}
