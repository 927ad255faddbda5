package io.keyfold.session.credentials;

import io.keyfold.authconfig.events.AppEvent;
import io.keyfold.authconfig.events.AuthConfigArchived;
import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.AuthConfigExpired;
import io.keyfold.authconfig.events.AuthConfigExpiring;
import io.keyfold.authconfig.events.AuthConfigRotated;
import io.keyfold.authconfig.events.AuthConfigUpdated;
import io.keyfold.authconfig.events.BrandingEvent;
import io.keyfold.authconfig.events.ConfigEvent;
import io.keyfold.authconfig.events.CredentialFellBack;
import io.keyfold.authconfig.events.CredentialVersionRetired;
import io.keyfold.authconfig.events.CredentialsAttached;
import io.keyfold.authconfig.events.DeploymentClosed;
import io.keyfold.authconfig.events.DeploymentOpened;
import io.keyfold.authconfig.events.GrantBroken;
import io.keyfold.authconfig.events.GrantConnected;
import io.keyfold.authconfig.events.GrantEvent;
import io.keyfold.authconfig.events.GrantReconnected;
import io.keyfold.authconfig.events.GrantRevoked;
import io.keyfold.authconfig.events.SetupSessionEvent;
import io.keyfold.authconfig.events.TransferEvent;
import io.keyfold.authconfig.events.UserErased;
import io.keyfold.authconfig.events.VersionEvent;
import io.keyfold.authconfig.events.WebhookEvent;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.State;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.platform.vault.SealedValue;
import io.keyfold.schema.EventMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Folds auth configs, their bindings to deployments and users, and the credentials attached to deployments.
 *
 * <p>The index is changed before the object. After a crash in between, the repeated event finds the object unchanged
 * and applies both changes again.
 */
public final class CredentialsFold implements Fold<AuthConfigEvent> {

  @Override
  public List<Change> apply(AuthConfigEvent event, State state) {
    EventMeta meta = event.getMeta();
    long version = meta.getVersion();
    return switch (event) {
      case AuthConfigCreated created -> added(meta, of(created), state);
      case AuthConfigUpdated updated -> changed(meta, state, old ->
        old.moved(version, updated.getProviderDeploymentId(), ToolFilter.fromAvro(updated.getToolFilter()))
      );
      case AuthConfigRotated rotated -> changed(meta, state, old ->
        old.rotated(
          version,
          SealedValue.of(rotated.getValue()),
          rotated.getCredentialVersion(),
          rotated.getValueVersion() == null ? rotated.getCredentialVersion() : rotated.getValueVersion(),
          meta.getRecordedAt(),
          rotated.getPreviousUsableUntil()
        )
      );
      case AuthConfigArchived _ -> changed(meta, state, old -> old.archive(version));
      case CredentialsAttached attached -> attached(meta, attached.getAuthConfigId(), state);
      case DeploymentOpened _, DeploymentClosed _ -> attached(meta, null, state);
      case GrantEvent grant -> grant(grant, state);
      case
        AppEvent _,
        BrandingEvent _,
        ConfigEvent _,
        SetupSessionEvent _,
        TransferEvent _,
        UserErased _,
        WebhookEvent _ -> List.of();
      case VersionEvent versions -> changed(meta, state, old -> versions(versions, old));
    };
  }

  private static List<Change> grant(GrantEvent event, State state) {
    EventMeta meta = event.getMeta();
    long version = meta.getVersion();
    return switch (event) {
      case GrantConnected connected -> added(meta, of(connected), state);
      case GrantReconnected again -> changed(meta, state, old ->
        old.reconnected(version, again.getCredentialVersion())
      );
      case GrantBroken broken -> changed(meta, state, old -> old.broken(version, broken.getReason()));
      case GrantRevoked _ -> changed(meta, state, old -> old.archive(version));
    };
  }

  private static AuthConfig versions(VersionEvent event, AuthConfig old) {
    long version = event.getMeta().getVersion();
    return switch (event) {
      case CredentialVersionRetired retired -> old.retired(version, retired.getCredentialVersion());
      case AuthConfigExpiring _, AuthConfigExpired _, CredentialFellBack _ -> old.passed(version);
    };
  }

  private static AuthConfig of(AuthConfigCreated event) {
    AuthConfig.Use use = switch (event.getKind()) {
      case MANUAL, OAUTH_MANUAL, OAUTH_AUTOMATED -> AuthConfig.Use.CREDENTIAL;
      case OAUTH_APP -> AuthConfig.Use.OAUTH_APP;
      case UNKNOWN -> AuthConfig.Use.UNKNOWN;
    };
    return new AuthConfig(
      event.getMeta().getObjectId(),
      event.getMeta().getVersion(),
      event.getProviderId(),
      event.getProviderDeploymentId(),
      event.getAuthMethodId(),
      use,
      new Owner(event.getUser(), event.getLabel()),
      ToolFilter.fromAvro(event.getToolFilter()),
      SealedValue.of(event.getValue()),
      event.getCredentialVersion(),
      event.getCredentialVersion(),
      List.of(),
      null,
      false
    );
  }

  private static AuthConfig of(GrantConnected event) {
    return new AuthConfig(
      event.getMeta().getObjectId(),
      event.getMeta().getVersion(),
      event.getProviderId(),
      event.getProviderDeploymentId(),
      event.getAuthMethodId(),
      AuthConfig.Use.GRANT,
      new Owner(event.getUser(), event.getLabel()),
      ToolFilter.fromAvro(event.getToolFilter()),
      null,
      event.getCredentialVersion(),
      event.getCredentialVersion(),
      List.of(),
      null,
      false
    );
  }

  private static List<Change> added(EventMeta meta, AuthConfig config, State state) {
    TenantId tenant = new TenantId(meta.getTenantId());
    return state.hasPassed(AuthConfig.key(tenant, config.id()), config.version())
      ? List.of()
      : replaced(tenant, null, config);
  }

  private static List<Change> changed(EventMeta meta, State state, UnaryOperator<AuthConfig> change) {
    TenantId tenant = new TenantId(meta.getTenantId());
    return state
      .findBefore(AuthConfig.key(tenant, meta.getObjectId()), meta.getVersion())
      .map(before -> replaced(tenant, before, change.apply(before)))
      .orElse(List.of());
  }

  private static List<Change> replaced(TenantId tenant, @Nullable AuthConfig before, AuthConfig after) {
    List<Change> changes = new ArrayList<>();
    Optional<Change.Put<?>> binding = after.archived() ? Optional.empty() : binding(tenant, after);
    if (before != null) {
      binding(tenant, before)
        .map(Change.Put::key)
        .filter(old -> binding.filter(now -> now.key().equals(old)).isEmpty())
        .ifPresent(old -> changes.add(new Change.Delete(old)));
    }
    binding.ifPresent(changes::add);
    changes.add(new Change.Put<>(AuthConfig.key(tenant, after.id()), after));
    return changes;
  }

  /** The index entry; none for a credential without user and deployment, which is only named or attached. */
  private static Optional<Change.Put<?>> binding(TenantId tenant, AuthConfig config) {
    String user = config.owner().user();
    String deployment = config.deploymentId();
    if (user != null) {
      String scope = deployment == null ? config.providerId() : deployment;
      Key<UserBinding> key = UserBinding.key(tenant, scope, user, config.id());
      return Optional.of(new Change.Put<>(key, new UserBinding(config.id())));
    }
    return deployment == null
      ? Optional.empty()
      : Optional.of(new Change.Put<>(Binding.key(tenant, deployment, config.id()), new Binding(config.id())));
  }

  private static List<Change> attached(EventMeta meta, @Nullable String authConfigId, State state) {
    var key = Attachment.key(new TenantId(meta.getTenantId()), meta.getObjectId());
    return state.hasPassed(key, meta.getVersion())
      ? List.of()
      : List.of(new Change.Put<>(key, new Attachment(meta.getVersion(), authConfigId)));
  }
}
