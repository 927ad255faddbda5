package io.keyfold.authconfig.decide;

import io.keyfold.authconfig.apps.model.AppDecisions;
import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.commands.ArchiveAuthConfig;
import io.keyfold.authconfig.commands.CreateAuthConfig;
import io.keyfold.authconfig.commands.UpdateAuthConfig;
import io.keyfold.authconfig.events.AuthConfigArchived;
import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.AuthConfigUpdated;
import io.keyfold.authconfig.grants.TokenChanges;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.model.DeploymentCredentials;
import io.keyfold.authconfig.model.Owner;
import io.keyfold.authconfig.versions.Rotation;
import io.keyfold.authconfig.versions.TypedCredential;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Guards;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.Event;
import io.keyfold.schema.EventMeta;
import io.keyfold.schema.NewApp;
import io.keyfold.schema.Sealed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides a tenant's commands on its auth configs. The API edge checks that deployment, provider and method exist; the
 * decider considers only what this service's own log contains.
 */
final class AuthConfigDecisions {

  private static final Guards.Changeable<AuthConfig> CHANGEABLE = new Guards.Changeable<>(
    "provider.auth_config",
    AuthConfig::active,
    "The auth config is archived"
  );

  private AuthConfigDecisions() {}

  static Decision<Event> create(CreateAuthConfig command, State state) {
    CommandMeta meta = command.getMeta();
    TenantId tenant = new TenantId(meta.getTenantId());
    if (state.find(AuthConfigs.key(tenant, meta.getObjectId())).isPresent()) {
      return reject(ErrorCode.CONFLICT, "An auth config with this id already exists");
    }
    String deploymentId = command.getProviderDeploymentId();
    if (deploymentId != null && closed(tenant, deploymentId, state)) {
      return deploymentArchived(deploymentId);
    }
    Owner owner = new Owner(command.getUser(), command.getLabel());
    if (UserDecisions.ownsAlready(tenant, command.getProviderId(), deploymentId, owner, state)) {
      return UserDecisions.alreadyOwned();
    }
    NewApp app = command.getApp();
    AuthConfigCreated created = AuthConfigCreated.newBuilder()
      .setMeta(EventMetas.of(meta, 1))
      .setProviderId(command.getProviderId())
      .setProviderDeploymentId(deploymentId)
      .setAuthMethodId(command.getAuthMethodId())
      .setKind(command.getKind())
      .setIsDefault(command.getIsDefault())
      .setName(command.getName())
      .setDescription(command.getDescription())
      .setMetadata(command.getMetadata())
      .setToolFilter(command.getToolFilter())
      .setFieldsHint(command.getFieldsHint())
      .setValue(command.getValue())
      .setCredentialVersion(1)
      .setUser(command.getUser())
      .setLabel(command.getLabel())
      .setSetupSessionId(command.getSetupSessionId())
      .setExpiresAt(command.getExpiresAt())
      .setExpiryNotices(command.getExpiryNotices())
      .setAppId(app == null ? null : app.getAppId())
      .build();
    if (app == null) {
      return Decision.accept(created);
    }
    if (deploymentId == null) {
      return reject(ErrorCode.INVALID_DATA, "An OAuth app in an auth config must be bound to a deployment");
    }
    return new Decision.Accepted<>(
      List.of(
        AppDecisions.withAuthConfig(meta, app, command.getProviderId(), command.getAuthMethodId(), deploymentId, 1),
        created
      )
    );
  }

  static Decision<AuthConfigEvent> update(UpdateAuthConfig command, State state) {
    return change(command.getMeta(), state, known -> {
      Sealed value = command.getValue();
      if (value != null && !Objects.equals(command.getValueVersion(), known.credentialVersion() + 1)) {
        return concurrentRotation();
      }
      List<AuthConfigEvent> events = new ArrayList<>();
      if (value == null || describesAnew(command, known)) {
        events.add(updated(command, known));
      }
      if (value == null) {
        return new Decision.Accepted<>(events);
      }
      int index = events.size();
      EventMeta meta = EventMetas.of(command.getMeta(), known.id(), known.version() + 1 + index, index);
      return VersionDecisions.typed(
        command.getMeta(),
        state,
        typed ->
          switch (VersionEvents.rotated(meta, known, typed, Rotation.to(value))) {
            case Decision.Accepted<AuthConfigEvent>(List<AuthConfigEvent> rotation) -> {
              events.addAll(rotation);
              yield new Decision.Accepted<>(events);
            }
            case Decision.Rejected<AuthConfigEvent> refused -> refused;
          }
      );
    });
  }

  static Decision<Event> archive(ArchiveAuthConfig command, State state) {
    return change(command.getMeta(), state, known ->
      new Decision.Accepted<>(archived(command.getMeta(), known, "request", 0, state))
    );
  }

  /**
   * {@return the events of archiving an auth config} The data key of a grant is erased only once its tokens are revoked
   * at the provider.
   *
   * @param index index of the first event among the command's events
   */
  static List<Event> archived(CommandMeta meta, AuthConfig known, String cause, int index, State state) {
    Optional<TokenState> tokens = state.find(TokenState.key(new TenantId(meta.getTenantId()), known.id()));
    boolean revoked = tokens.filter(current -> current.tokens() != null).isPresent();
    AuthConfigArchived event = AuthConfigArchived.newBuilder()
      .setMeta(EventMetas.of(meta, known.id(), known.version() + 1, index))
      .setProviderId(known.providerId())
      .setProviderDeploymentId(known.deploymentId())
      .setUser(known.owner().user())
      .setCause(cause)
      .setKeyId(revoked ? null : known.keyId())
      .setVersionKeyIds(earlierKeys(meta, known, state))
      .build();
    List<Event> events = new ArrayList<>();
    tokens.ifPresent(current ->
      events.add(
        revoked ? TokenChanges.archived(meta, index + 1, current) : TokenChanges.discarded(meta, index + 1, current)
      )
    );
    if (known.appId() != null) {
      state
        .find(OAuthApp.key(new TenantId(meta.getTenantId()), known.appId()))
        .filter(app -> !app.archived())
        .ifPresent(app -> events.add(AppDecisions.archived(meta, app, cause, index + 1)));
    }
    events.add(event);
    return events;
  }

  private static List<String> earlierKeys(CommandMeta meta, AuthConfig known, State state) {
    return state
      .find(TypedCredential.key(new TenantId(meta.getTenantId()), known.id()))
      .map(typed -> typed.versions().keyIds())
      .orElse(List.of())
      .stream()
      .filter(key -> !key.equals(known.keyId()))
      .toList();
  }

  private static AuthConfigUpdated updated(UpdateAuthConfig command, AuthConfig known) {
    return AuthConfigUpdated.newBuilder()
      .setMeta(EventMetas.of(command.getMeta(), known.version() + 1))
      .setName(command.getName())
      .setDescription(command.getDescription())
      .setMetadata(command.getMetadata())
      .setToolFilter(command.getToolFilter())
      .setProviderDeploymentId(known.deploymentId())
      .setUser(known.owner().user())
      .build();
  }

  static <E> Decision<E> concurrentRotation() {
    return reject(ErrorCode.CONFLICT, "The value was changed by a concurrent request: retry the request");
  }

  private static boolean describesAnew(UpdateAuthConfig command, AuthConfig known) {
    return !(
      Objects.equals(command.getName(), known.name()) &&
      Objects.equals(command.getDescription(), known.description()) &&
      Objects.equals(command.getMetadata(), known.metadata()) &&
      ToolFilter.fromAvro(command.getToolFilter()).equals(known.toolFilter())
    );
  }

  static <E> Decision<E> change(CommandMeta meta, State state, Function<AuthConfig, Decision<E>> judge) {
    return CHANGEABLE.change(
      meta,
      state.find(AuthConfigs.key(new TenantId(meta.getTenantId()), meta.getObjectId())),
      judge
    );
  }

  static boolean closed(TenantId tenant, String deploymentId, State state) {
    return state.find(AuthConfigs.deployment(tenant, deploymentId)).filter(DeploymentCredentials::closed).isPresent();
  }

  static <E> Decision<E> deploymentArchived(String deploymentId) {
    return Decision.reject(
      new Rejection(
        ErrorCode.USE_AFTER_DELETE,
        "The deployment " + deploymentId + " is archived",
        List.of("provider_deployment_id")
      )
    );
  }

  private static <E> Decision<E> reject(ErrorCode code, String message) {
    return Decision.reject(Rejection.of(code, message));
  }
}
