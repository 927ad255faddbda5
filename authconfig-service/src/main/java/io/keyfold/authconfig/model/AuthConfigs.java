package io.keyfold.authconfig.model;

import io.keyfold.authconfig.events.AppEvent;
import io.keyfold.authconfig.events.AuthConfigArchived;
import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.AuthConfigRotated;
import io.keyfold.authconfig.events.AuthConfigUpdated;
import io.keyfold.authconfig.events.BrandingEvent;
import io.keyfold.authconfig.events.ConfigEvent;
import io.keyfold.authconfig.events.CredentialsAttached;
import io.keyfold.authconfig.events.DeploymentClosed;
import io.keyfold.authconfig.events.DeploymentOpened;
import io.keyfold.authconfig.events.GrantEvent;
import io.keyfold.authconfig.events.SetupSessionEvent;
import io.keyfold.authconfig.events.TransferEvent;
import io.keyfold.authconfig.events.UserErased;
import io.keyfold.authconfig.events.VersionEvent;
import io.keyfold.authconfig.events.WebhookEvent;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.schema.EventMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * State keys of auth configs, and their fold.
 *
 * <p>The object of an event is always changed last. After a crash in between, the object still has its old version, and
 * folding the event again applies the remaining changes.
 */
public final class AuthConfigs implements Fold<AuthConfigEvent> {

  private static final Kind<AuthConfig> AUTH_CONFIG = new Kind<>("auth_config", AuthConfig.class);
  private static final Kind<AuthConfigRef> BY_DEPLOYMENT = new Kind<>("auth_config_by_deployment", AuthConfigRef.class);
  private static final Kind<AuthConfigRef> TENANT_DEFAULT = new Kind<>("tenant_default", AuthConfigRef.class);
  private static final Kind<DeploymentCredentials> DEPLOYMENT = new Kind<>(
    "deployment_credentials",
    DeploymentCredentials.class
  );

  /** {@return the state kind, for scans} */
  public static Kind<AuthConfig> kind() {
    return AUTH_CONFIG;
  }

  /** {@return the key of an auth config} */
  public static Key<AuthConfig> key(TenantId tenant, String id) {
    return new Key<>(tenant, AUTH_CONFIG, id);
  }

  /** {@return the key of a deployment's credentials} */
  public static Key<DeploymentCredentials> deployment(TenantId tenant, String id) {
    return new Key<>(tenant, DEPLOYMENT, id);
  }

  /** {@return the active auth config that is attached to new deployments of a provider} */
  public static Optional<AuthConfig> tenantDefault(State state, TenantId tenant, String providerId) {
    return state
      .find(new Key<>(tenant, TENANT_DEFAULT, providerId))
      .flatMap(ref -> state.find(key(tenant, ref.authConfigId())))
      .filter(AuthConfig::active);
  }

  /** {@return the active auth configs bound to a deployment, oldest first} */
  public static List<AuthConfig> ofDeployment(State state, TenantId tenant, String deploymentId) {
    List<String> ids = new ArrayList<>();
    state.scan(Scan.prefixed(tenant, BY_DEPLOYMENT, deploymentId + "/"), (id, ref) -> ids.add(ref.authConfigId()));
    return ids
      .stream()
      .map(id -> state.find(key(tenant, id)))
      .flatMap(Optional::stream)
      .filter(AuthConfig::active)
      .toList();
  }

  @Override
  public List<Change> apply(AuthConfigEvent event, State state) {
    TenantId tenant = new TenantId(event.getMeta().getTenantId());
    return switch (event) {
      case AuthConfigCreated created -> created(tenant, created, state);
      case AuthConfigUpdated updated -> change(tenant, updated.getMeta(), state, known -> described(known, updated));
      case AuthConfigRotated rotated -> change(tenant, rotated.getMeta(), state, known -> rotated(known, rotated));
      case AuthConfigArchived archived -> archived(tenant, archived, state);
      case CredentialsAttached attached -> deployment(
        tenant,
        attached.getMeta(),
        attached.getAuthConfigId(),
        false,
        state
      );
      case DeploymentOpened opened -> deployment(tenant, opened.getMeta(), null, false, state);
      case DeploymentClosed closed -> deployment(tenant, closed.getMeta(), null, true, state);
      case GrantEvent grant -> GrantsFold.apply(tenant, grant, state);
      case VersionEvent versions -> change(tenant, versions.getMeta(), state, known ->
        known.touched(versions.getMeta().getVersion(), versions.getMeta().getRecordedAt())
      );
      case
        AppEvent _,
        BrandingEvent _,
        ConfigEvent _,
        SetupSessionEvent _,
        TransferEvent _,
        UserErased _,
        WebhookEvent _ -> List.of();
    };
  }

  private static List<Change> created(TenantId tenant, AuthConfigCreated event, State state) {
    return added(tenant, of(event), state);
  }

  /** {@return the changes of a new auth config; none if it is already known} */
  static List<Change> added(TenantId tenant, AuthConfig config, State state) {
    if (state.hasPassed(key(tenant, config.id()), config.version())) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    AuthConfigRef ref = new AuthConfigRef(config.id());
    if (config.deploymentId() != null) {
      changes.add(new Change.Put<>(byDeployment(tenant, config.deploymentId(), config.id()), ref));
    }
    if (config.tenantDefault()) {
      tenantDefault(state, tenant, config.providerId()).ifPresent(former ->
        changes.add(new Change.Put<>(key(tenant, former.id()), former.superseded()))
      );
      changes.add(new Change.Put<>(new Key<>(tenant, TENANT_DEFAULT, config.providerId()), ref));
    }
    changes.addAll(AppGrant.moved(tenant, null, config));
    changes.add(new Change.Put<>(key(tenant, config.id()), config));
    return changes;
  }

  private static List<Change> archived(TenantId tenant, AuthConfigArchived event, State state) {
    AuthConfig known = passable(tenant, event.getMeta(), state);
    if (known == null) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    if (known.deploymentId() != null) {
      changes.add(new Change.Delete(byDeployment(tenant, known.deploymentId(), known.id())));
    }
    Key<AuthConfigRef> defaultKey = new Key<>(tenant, TENANT_DEFAULT, known.providerId());
    if (
      state
        .find(defaultKey)
        .filter(ref -> ref.authConfigId().equals(known.id()))
        .isPresent()
    ) {
      changes.add(new Change.Delete(defaultKey));
    }
    EventMeta meta = event.getMeta();
    AuthConfig after = known.archived(meta.getVersion(), meta.getRecordedAt());
    changes.addAll(AppGrant.moved(tenant, known, after));
    changes.add(new Change.Put<>(key(tenant, known.id()), after));
    return changes;
  }

  /** {@return the change of a known auth config; none if it has the event's version already} */
  static List<Change> change(TenantId tenant, EventMeta meta, State state, Function<AuthConfig, AuthConfig> next) {
    AuthConfig known = passable(tenant, meta, state);
    if (known == null) {
      return List.of();
    }
    AuthConfig after = next.apply(known);
    List<Change> changes = new ArrayList<>(AppGrant.moved(tenant, known, after));
    changes.add(new Change.Put<>(key(tenant, known.id()), after));
    return changes;
  }

  /** The event's object, unless it is unknown or already at or after the event. */
  private static @Nullable AuthConfig passable(TenantId tenant, EventMeta meta, State state) {
    return state.findBefore(key(tenant, meta.getObjectId()), meta.getVersion()).orElse(null);
  }

  /** The attachment is kept when the deployment is closed. */
  private static List<Change> deployment(
    TenantId tenant,
    EventMeta meta,
    @Nullable String attached,
    boolean closed,
    State state
  ) {
    Key<DeploymentCredentials> key = deployment(tenant, meta.getObjectId());
    if (state.hasPassed(key, meta.getVersion())) {
      return List.of();
    }
    DeploymentCredentials known = state.find(key).orElse(null);
    String kept = attached != null || known == null ? attached : known.attachedAuthConfigId();
    return List.of(new Change.Put<>(key, new DeploymentCredentials(meta.getVersion(), kept, closed)));
  }

  private static Key<AuthConfigRef> byDeployment(TenantId tenant, String deploymentId, String id) {
    return new Key<>(tenant, BY_DEPLOYMENT, deploymentId + "/" + id);
  }

  private static AuthConfig of(AuthConfigCreated event) {
    EventMeta meta = event.getMeta();
    return new AuthConfig(
      meta.getObjectId(),
      meta.getVersion(),
      AuthConfig.Status.ACTIVE,
      event.getProviderId(),
      event.getProviderDeploymentId(),
      event.getAuthMethodId(),
      event.getKind(),
      event.getIsDefault(),
      new Owner(event.getUser(), event.getLabel()),
      new About(
        event.getName(),
        event.getDescription(),
        event.getMetadata(),
        ToolFilter.fromAvro(event.getToolFilter())
      ),
      event.getValue().getKeyId(),
      event.getCredentialVersion(),
      event.getAppId(),
      event.getSetupSessionId(),
      null,
      meta.getRecordedAt(),
      meta.getRecordedAt()
    );
  }

  private static AuthConfig described(AuthConfig known, AuthConfigUpdated event) {
    return known.described(
      event.getMeta().getVersion(),
      new About(
        event.getName(),
        event.getDescription(),
        event.getMetadata(),
        ToolFilter.fromAvro(event.getToolFilter())
      ),
      event.getMeta().getRecordedAt()
    );
  }

  private static AuthConfig rotated(AuthConfig known, AuthConfigRotated event) {
    return known.rotated(
      event.getMeta().getVersion(),
      event.getValue().getKeyId(),
      event.getCredentialVersion(),
      event.getMeta().getRecordedAt()
    );
  }
}
