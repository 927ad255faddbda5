package io.keyfold.session.credentials;

import io.keyfold.authconfig.events.AppEvent;
import io.keyfold.authconfig.events.AuthConfigArchived;
import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.AuthConfigRotated;
import io.keyfold.authconfig.events.AuthConfigUpdated;
import io.keyfold.authconfig.events.CredentialsAttached;
import io.keyfold.authconfig.events.DeploymentClosed;
import io.keyfold.authconfig.events.DeploymentOpened;
import io.keyfold.authconfig.events.GrantEvent;
import io.keyfold.authconfig.events.SetupSessionEvent;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.State;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.platform.vault.SealedValue;
import io.keyfold.schema.EventMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Folds auth configs, their bindings to deployments and the credentials attached to deployments.
 *
 * <p>The index is changed before the object. After a crash in between, the repeated event finds the object unchanged
 * and applies both changes again.
 */
public final class CredentialsFold implements Fold<AuthConfigEvent> {

  @Override
  public List<Change> apply(AuthConfigEvent event, State state) {
    EventMeta meta = event.getMeta();
    return switch (event) {
      case AuthConfigCreated created -> created(created, state);
      case AuthConfigUpdated updated -> before(meta, state)
        .map(old -> updated(updated, old))
        .orElse(List.of());
      case AuthConfigRotated rotated -> before(meta, state)
        .map(old -> rotated(rotated, old))
        .orElse(List.of());
      case AuthConfigArchived ignored -> before(meta, state)
        .map(old -> archived(meta, old))
        .orElse(List.of());
      case CredentialsAttached attached -> attached(meta, attached.getAuthConfigId(), state);
      case DeploymentOpened ignored -> attached(meta, null, state);
      case DeploymentClosed ignored -> attached(meta, null, state);
      case AppEvent ignored -> List.of();
      case GrantEvent ignored -> List.of();
      case SetupSessionEvent ignored -> List.of();
    };
  }

  private static List<Change> created(AuthConfigCreated event, State state) {
    EventMeta meta = event.getMeta();
    TenantId tenant = new TenantId(meta.getTenantId());
    if (state.hasPassed(AuthConfig.key(tenant, meta.getObjectId()), meta.getVersion())) {
      return List.of();
    }
    AuthConfig.Use use = switch (event.getKind()) {
      case MANUAL, OAUTH_MANUAL, OAUTH_AUTOMATED -> AuthConfig.Use.CREDENTIAL;
      case OAUTH_APP -> AuthConfig.Use.OAUTH_APP;
      case UNKNOWN -> AuthConfig.Use.UNKNOWN;
    };
    AuthConfig config = new AuthConfig(
      meta.getObjectId(),
      meta.getVersion(),
      event.getProviderId(),
      event.getProviderDeploymentId(),
      event.getAuthMethodId(),
      use,
      ToolFilter.fromAvro(event.getToolFilter()),
      SealedValue.of(event.getValue()),
      event.getCredentialVersion(),
      false
    );
    return moved(tenant, null, config);
  }

  private static List<Change> updated(AuthConfigUpdated event, AuthConfig before) {
    EventMeta meta = event.getMeta();
    AuthConfig after = new AuthConfig(
      before.id(),
      meta.getVersion(),
      before.providerId(),
      event.getProviderDeploymentId(),
      before.authMethodId(),
      before.use(),
      ToolFilter.fromAvro(event.getToolFilter()),
      before.value(),
      before.credentialVersion(),
      before.archived()
    );
    return moved(new TenantId(meta.getTenantId()), before, after);
  }

  private static List<Change> rotated(AuthConfigRotated event, AuthConfig before) {
    AuthConfig after = new AuthConfig(
      before.id(),
      event.getMeta().getVersion(),
      before.providerId(),
      before.deploymentId(),
      before.authMethodId(),
      before.use(),
      before.toolFilter(),
      SealedValue.of(event.getValue()),
      event.getCredentialVersion(),
      before.archived()
    );
    return moved(new TenantId(event.getMeta().getTenantId()), before, after);
  }

  private static List<Change> archived(EventMeta meta, AuthConfig before) {
    AuthConfig after = new AuthConfig(
      before.id(),
      meta.getVersion(),
      before.providerId(),
      before.deploymentId(),
      before.authMethodId(),
      before.use(),
      before.toolFilter(),
      before.value(),
      before.credentialVersion(),
      true
    );
    return moved(new TenantId(meta.getTenantId()), before, after);
  }

  private static List<Change> moved(TenantId tenant, @Nullable AuthConfig before, AuthConfig after) {
    List<Change> changes = new ArrayList<>();
    String old = before == null ? null : before.deploymentId();
    String bound = after.archived() ? null : after.deploymentId();
    if (old != null && !Objects.equals(old, bound)) {
      changes.add(new Change.Delete(Binding.key(tenant, old, after.id())));
    }
    if (bound != null) {
      changes.add(new Change.Put<>(Binding.key(tenant, bound, after.id()), new Binding(after.id())));
    }
    changes.add(new Change.Put<>(AuthConfig.key(tenant, after.id()), after));
    return changes;
  }

  private static List<Change> attached(EventMeta meta, @Nullable String authConfigId, State state) {
    var key = Attachment.key(new TenantId(meta.getTenantId()), meta.getObjectId());
    return state.hasPassed(key, meta.getVersion())
      ? List.of()
      : List.of(new Change.Put<>(key, new Attachment(meta.getVersion(), authConfigId)));
  }

  private static Optional<AuthConfig> before(EventMeta meta, State state) {
    return state.findBefore(AuthConfig.key(new TenantId(meta.getTenantId()), meta.getObjectId()), meta.getVersion());
  }
}
