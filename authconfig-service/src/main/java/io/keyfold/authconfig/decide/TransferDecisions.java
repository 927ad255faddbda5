package io.keyfold.authconfig.decide;

import io.keyfold.authconfig.commands.ConnectGrant;
import io.keyfold.authconfig.commands.CreateAuthConfig;
import io.keyfold.authconfig.commands.ExportAuthConfig;
import io.keyfold.authconfig.commands.ImportAuthConfig;
import io.keyfold.authconfig.commands.ImportTokens;
import io.keyfold.authconfig.commands.TransferCommand;
import io.keyfold.authconfig.commands.UpdateAuthConfig;
import io.keyfold.authconfig.events.AuthConfigExported;
import io.keyfold.authconfig.events.AuthConfigImported;
import io.keyfold.authconfig.grants.SealedTokens;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides imports and exports. An import takes effect together with its record, or not at all. */
final class TransferDecisions {

  private TransferDecisions() {}

  static Decision<Event> decide(TransferCommand command, State state) {
    return switch (command) {
      case ImportAuthConfig imported -> imported(imported, state);
      case ExportAuthConfig exported -> exported(exported, state);
    };
  }

  private static Decision<Event> imported(ImportAuthConfig command, State state) {
    CreateAuthConfig create = command.getCreate();
    UpdateAuthConfig update = command.getUpdate();
    ConnectGrant connect = command.getConnect();
    ImportTokens tokens = command.getTokens();
    if (create != null) {
      return with(command, facts(create), AuthConfigDecisions.create(create, state));
    }
    if (connect != null) {
      return with(command, facts(connect), GrantDecisions.decide(connect, state));
    }
    CommandMeta target = update != null ? update.getMeta() : tokens == null ? null : tokens.getMeta();
    AuthConfig known = target == null ? null : find(target.getTenantId(), target.getObjectId(), state);
    if (known == null) {
      return GrantDecisions.reject(ErrorCode.NOT_FOUND, "No provider.auth_config with this id");
    }
    return update != null
      ? with(command, facts(known, null), Decision.widen(AuthConfigDecisions.update(update, state)))
      : with(
          command,
          facts(known, tokens == null ? null : tokens.getTokens().getExpiresAt()),
          tokens == null
            ? GrantDecisions.reject(ErrorCode.INVALID_DATA, "An import needs a value")
            : GrantDecisions.decide(tokens, state)
        );
  }

  /** The record comes first, so that a repeated request returns it. */
  private static Decision<Event> with(ImportAuthConfig command, Facts facts, Decision<Event> effect) {
    return switch (effect) {
      case Decision.Rejected<Event> rejected -> rejected;
      case Decision.Accepted<Event> accepted -> {
        List<Event> events = new ArrayList<>();
        events.add(
          AuthConfigImported.newBuilder()
            .setMeta(EventMetas.of(command.getMeta(), 1))
            .setAuthConfigId(facts.authConfigId())
            .setProviderId(facts.providerId())
            .setProviderDeploymentId(facts.deploymentId())
            .setAuthMethodId(facts.methodId())
            .setAppId(facts.appId())
            .setUser(facts.user())
            .setNote(command.getNote())
            .setMetadata(command.getMetadata())
            .setIp(command.getIp())
            .setUserAgent(command.getUserAgent())
            .setExpiresAt(facts.expiresAt())
            .build()
        );
        events.addAll(accepted.events());
        yield new Decision.Accepted<>(events);
      }
    };
  }

  private static Decision<Event> exported(ExportAuthConfig command, State state) {
    CommandMeta meta = command.getMeta();
    AuthConfig known = find(meta.getTenantId(), command.getAuthConfigId(), state);
    if (known == null) {
      return GrantDecisions.reject(ErrorCode.NOT_FOUND, "No provider.auth_config with this id");
    }
    if (!known.active()) {
      return GrantDecisions.reject(ErrorCode.GONE, "The auth config is archived");
    }
    TokenState tokens = state.find(TokenState.key(new TenantId(meta.getTenantId()), known.id())).orElse(null);
    SealedTokens current = tokens == null ? null : tokens.tokens();
    Facts facts = facts(known, current == null ? null : current.expiresAt());
    return Decision.accept(
      AuthConfigExported.newBuilder()
        .setMeta(EventMetas.of(meta, 1))
        .setAuthConfigId(facts.authConfigId())
        .setProviderId(facts.providerId())
        .setProviderDeploymentId(facts.deploymentId())
        .setAuthMethodId(facts.methodId())
        .setAppId(facts.appId())
        .setUser(facts.user())
        .setNote(command.getNote())
        .setMetadata(command.getMetadata())
        .setIp(command.getIp())
        .setUserAgent(command.getUserAgent())
        .setExpiresAt(facts.expiresAt())
        .setCredentialVersion(tokens == null ? known.credentialVersion() : tokens.credentialVersion())
        .build()
    );
  }

  private record Facts(
    String authConfigId,
    String providerId,
    @Nullable String deploymentId,
    String methodId,
    @Nullable String appId,
    @Nullable String user,
    @Nullable Instant expiresAt
  ) {}

  private static Facts facts(CreateAuthConfig command) {
    return new Facts(
      command.getMeta().getObjectId(),
      command.getProviderId(),
      command.getProviderDeploymentId(),
      command.getAuthMethodId(),
      null,
      command.getUser(),
      command.getExpiresAt()
    );
  }

  private static Facts facts(ConnectGrant command) {
    return new Facts(
      command.getMeta().getObjectId(),
      command.getProviderId(),
      command.getProviderDeploymentId(),
      command.getAuthMethodId(),
      command.getTokens().getAppId(),
      command.getUser(),
      command.getTokens().getExpiresAt()
    );
  }

  private static Facts facts(AuthConfig known, @Nullable Instant expiresAt) {
    return new Facts(
      known.id(),
      known.providerId(),
      known.deploymentId(),
      known.authMethodId(),
      known.grant() == null ? known.appId() : known.grant().appId(),
      known.owner().user(),
      expiresAt
    );
  }

  private static @Nullable AuthConfig find(String tenant, String id, State state) {
    return state.find(AuthConfigs.key(new TenantId(tenant), id)).orElse(null);
  }
}
