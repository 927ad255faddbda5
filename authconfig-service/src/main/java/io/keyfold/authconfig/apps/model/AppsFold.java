package io.keyfold.authconfig.apps.model;

import io.keyfold.authconfig.events.AppArchived;
import io.keyfold.authconfig.events.AppCreated;
import io.keyfold.authconfig.events.AppEvent;
import io.keyfold.authconfig.events.AppRotated;
import io.keyfold.authconfig.events.AppUpdated;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.vault.SealedValue;
import io.keyfold.schema.EventMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Folds OAuth apps, and an index of the active apps of each provider and deployment. */
public final class AppsFold implements Fold<AuthConfigEvent> {

  private static final Kind<AppRef> BY_PROVIDER = new Kind<>("oauth_app_by_provider", AppRef.class);
  private static final Kind<AppRef> BY_DEPLOYMENT = new Kind<>("oauth_app_by_deployment", AppRef.class);

  /**
   * An index entry.
   *
   * @param appId the app
   */
  private record AppRef(String appId) {}

  /** {@return the active apps for each deployment of a provider, oldest first} */
  public static List<OAuthApp> ofProvider(State state, TenantId tenant, String providerId) {
    return active(state, tenant, BY_PROVIDER, providerId);
  }

  /** {@return the active apps bound to a deployment, oldest first} */
  public static List<OAuthApp> ofDeployment(State state, TenantId tenant, String deploymentId) {
    return active(state, tenant, BY_DEPLOYMENT, deploymentId);
  }

  private static List<OAuthApp> active(State state, TenantId tenant, Kind<AppRef> index, String prefix) {
    List<String> ids = new ArrayList<>();
    state.scan(Scan.prefixed(tenant, index, prefix + "/"), (id, ref) -> ids.add(ref.appId()));
    return ids
      .stream()
      .map(id -> state.find(OAuthApp.key(tenant, id)))
      .flatMap(Optional::stream)
      .filter(app -> !app.archived())
      .toList();
  }

  @Override
  public List<Change> apply(AuthConfigEvent event, State state) {
    return event instanceof AppEvent app ? apply(app, state) : List.of();
  }

  private static List<Change> apply(AppEvent event, State state) {
    EventMeta meta = event.getMeta();
    TenantId tenant = new TenantId(meta.getTenantId());
    Key<OAuthApp> key = OAuthApp.key(tenant, meta.getObjectId());
    if (event instanceof AppCreated created) {
      OAuthApp app = of(created);
      return state.hasPassed(key, app.version())
        ? List.of()
        : List.of(new Change.Put<>(indexed(tenant, app), new AppRef(app.id())), new Change.Put<>(key, app));
    }
    OAuthApp known = state.findBefore(key, meta.getVersion()).orElse(null);
    if (known == null) {
      return List.of();
    }
    return switch (event) {
      case AppCreated _ -> List.of();
      case AppUpdated updated -> List.of(new Change.Put<>(key, updated(known, updated)));
      case AppRotated rotated -> List.of(new Change.Put<>(key, rotated(known, rotated)));
      case AppArchived _ -> List.of(
        new Change.Delete(indexed(tenant, known)),
        new Change.Put<>(key, archived(known, meta))
      );
    };
  }

  private static Key<AppRef> indexed(TenantId tenant, OAuthApp app) {
    return app.deploymentId() == null
      ? new Key<>(tenant, BY_PROVIDER, app.providerId() + "/" + app.id())
      : new Key<>(tenant, BY_DEPLOYMENT, app.deploymentId() + "/" + app.id());
  }

  private static OAuthApp of(AppCreated event) {
    EventMeta meta = event.getMeta();
    AppVersion first = new AppVersion(
      event.getAppVersion(),
      event.getClientId(),
      SealedValue.of(event.getValue()),
      meta.getRecordedAt(),
      null
    );
    return new OAuthApp(
      meta.getObjectId(),
      meta.getVersion(),
      false,
      event.getProviderId(),
      event.getAuthMethodId(),
      event.getProviderDeploymentId(),
      event.getOrigin(),
      new OAuthApp.AboutApp(event.getName(), event.getDescription(), event.getMetadata()),
      event.getScopes(),
      event.getValue().getKeyId(),
      List.of(first),
      event.getIssuer(),
      event.getClientAuth(),
      event.getAuthConfigId(),
      meta.getRecordedAt(),
      meta.getRecordedAt()
    );
  }

  private static OAuthApp updated(OAuthApp known, AppUpdated event) {
    return with(
      known,
      event.getMeta(),
      known.archived(),
      new OAuthApp.AboutApp(event.getName(), event.getDescription(), event.getMetadata()),
      event.getScopes(),
      known.versions()
    );
  }

  private static OAuthApp rotated(OAuthApp known, AppRotated event) {
    List<AppVersion> versions = new ArrayList<>(known.versions());
    versions.set(versions.size() - 1, known.current().until(event.getPreviousUsableUntil()));
    versions.add(
      new AppVersion(
        event.getAppVersion(),
        event.getClientId(),
        SealedValue.of(event.getValue()),
        event.getMeta().getRecordedAt(),
        null
      )
    );
    int from = Math.max(0, versions.size() - OAuthApp.MAX_VERSIONS);
    return with(
      known,
      event.getMeta(),
      known.archived(),
      known.about(),
      known.scopes(),
      versions.subList(from, versions.size())
    );
  }

  private static OAuthApp archived(OAuthApp known, EventMeta meta) {
    return with(known, meta, true, known.about(), known.scopes(), known.versions());
  }

  private static OAuthApp with(
    OAuthApp known,
    EventMeta meta,
    boolean archived,
    OAuthApp.AboutApp about,
    List<String> scopes,
    List<AppVersion> versions
  ) {
    return new OAuthApp(
      known.id(),
      meta.getVersion(),
      archived,
      known.providerId(),
      known.authMethodId(),
      known.deploymentId(),
      known.origin(),
      about,
      scopes,
      versions.getLast().value().keyId(),
      versions,
      known.issuer(),
      known.clientAuth(),
      known.authConfigId(),
      known.createdAt(),
      meta.getRecordedAt()
    );
  }
}
