package io.keyfold.authconfig.apps.model;

import io.keyfold.authconfig.events.AppArchived;
import io.keyfold.authconfig.events.AppCreated;
import io.keyfold.authconfig.events.AppEvent;
import io.keyfold.authconfig.events.AppExpired;
import io.keyfold.authconfig.events.AppExpiring;
import io.keyfold.authconfig.events.AppRotated;
import io.keyfold.authconfig.events.AppUpdated;
import io.keyfold.authconfig.events.AppVersionRetired;
import io.keyfold.authconfig.events.AppVersionUsed;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.versions.CredentialVersion;
import io.keyfold.authconfig.versions.CredentialVersions;
import io.keyfold.authconfig.versions.Expiry;
import io.keyfold.authconfig.versions.VersionUses;
import io.keyfold.authconfig.versions.VersionsFold;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.vault.SealedValue;
import io.keyfold.schema.EventMeta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Folds OAuth apps, when their versions were used, and an index of the active apps of each provider and deployment. */
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
    return switch (event) {
      case AppCreated created -> created(created, state);
      case AppUpdated updated -> change(updated.getMeta(), state, known -> described(known, updated));
      case AppRotated rotated -> change(rotated.getMeta(), state, known -> rotated(known, rotated));
      case AppVersionRetired retired -> change(retired.getMeta(), state, known -> retired(known, retired));
      case AppExpiring expiring -> change(expiring.getMeta(), state, known ->
        expiry(known, expiring.getMeta(), expiry -> expiry.announced(expiring.getNotice()))
      );
      case AppExpired expired -> change(expired.getMeta(), state, known ->
        expiry(known, expired.getMeta(), Expiry::passed)
      );
      case AppArchived archived -> archived(archived.getMeta(), state);
      case AppVersionUsed used -> used(used, state);
    };
  }

  private static List<Change> created(AppCreated event, State state) {
    TenantId tenant = new TenantId(event.getMeta().getTenantId());
    OAuthApp app = of(event);
    if (state.hasPassed(OAuthApp.key(tenant, app.id()), app.version())) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.Put<>(indexed(tenant, app), new AppRef(app.id())));
    changes.addAll(moved(tenant, null, app));
    return changes;
  }

  private static List<Change> change(EventMeta meta, State state, UnaryOperator<OAuthApp> next) {
    TenantId tenant = new TenantId(meta.getTenantId());
    return state
      .findBefore(OAuthApp.key(tenant, meta.getObjectId()), meta.getVersion())
      .map(known -> moved(tenant, known, next.apply(known)))
      .orElse(List.of());
  }

  private static List<Change> archived(EventMeta meta, State state) {
    TenantId tenant = new TenantId(meta.getTenantId());
    List<Change> changes = new ArrayList<>();
    state.findBefore(OAuthApp.key(tenant, meta.getObjectId()), meta.getVersion()).ifPresent(known -> {
      changes.add(new Change.Delete(indexed(tenant, known)));
      changes.addAll(moved(tenant, known, known.archivedAt(meta.getVersion(), meta.getRecordedAt())));
    });
    return changes;
  }

  /** The app is changed last, as explained at the fold of auth configs. */
  private static List<Change> moved(TenantId tenant, @Nullable OAuthApp before, OAuthApp after) {
    List<Change> changes = new ArrayList<>(
      VersionsFold.EXPIRIES.moved(tenant, after.id(), dueAt(before), dueAt(after))
    );
    changes.add(new Change.Put<>(OAuthApp.key(tenant, after.id()), after));
    return changes;
  }

  private static @Nullable Instant dueAt(@Nullable OAuthApp app) {
    Expiry expiry = app == null ? null : app.expiry();
    return expiry == null ? null : expiry.nextAt();
  }

  private static Key<AppRef> indexed(TenantId tenant, OAuthApp app) {
    return app.deploymentId() == null
      ? new Key<>(tenant, BY_PROVIDER, app.providerId() + "/" + app.id())
      : new Key<>(tenant, BY_DEPLOYMENT, app.deploymentId() + "/" + app.id());
  }

  private static OAuthApp of(AppCreated event) {
    EventMeta meta = event.getMeta();
    long number = event.getAppVersion();
    SealedValue value = SealedValue.of(event.getValue());
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
      CredentialVersions.first(number, value.keyId(), meta.getRecordedAt(), event.getExpiresAt()),
      List.of(new AppSecret(number, event.getClientId(), value)),
      Expiry.of(event.getExpiresAt(), event.getExpiryNotices()),
      event.getIssuer(),
      event.getClientAuth(),
      event.getAuthConfigId(),
      meta.getRecordedAt(),
      meta.getRecordedAt()
    );
  }

  private static OAuthApp described(OAuthApp known, AppUpdated event) {
    return known.described(
      event.getMeta().getVersion(),
      new OAuthApp.AboutApp(event.getName(), event.getDescription(), event.getMetadata()),
      event.getScopes(),
      event.getMeta().getRecordedAt()
    );
  }

  private static OAuthApp rotated(OAuthApp known, AppRotated event) {
    EventMeta meta = event.getMeta();
    long number = event.getAppVersion();
    SealedValue value = SealedValue.of(event.getValue());
    CredentialVersion next = new CredentialVersion(
      number,
      value.keyId(),
      event.getValueVersion() == null ? number : event.getValueVersion(),
      meta.getRecordedAt(),
      event.getExpiresAt(),
      event.getRestoredFrom(),
      null,
      null
    );
    Long forgotten = event.getForgottenVersion() == null ? forgottenUnnamed(known) : event.getForgottenVersion();
    List<AppSecret> secrets = new ArrayList<>(forgotten == null ? known.secrets() : without(known, forgotten));
    secrets.add(new AppSecret(number, event.getClientId(), value));
    return known.versioned(
      meta.getVersion(),
      known.versions().added(next, event.getPreviousUsableUntil(), forgotten),
      secrets,
      Expiry.of(event.getExpiresAt(), event.getExpiryNotices()),
      meta.getRecordedAt()
    );
  }

  /** Events of the first schema do not name the version that is forgotten: it was the oldest. */
  private static @Nullable Long forgottenUnnamed(OAuthApp known) {
    List<CredentialVersion> all = known.versions().all();
    return all.size() < CredentialVersions.MAX ? null : all.getFirst().number();
  }

  private static OAuthApp retired(OAuthApp known, AppVersionRetired event) {
    EventMeta meta = event.getMeta();
    return known.versioned(
      meta.getVersion(),
      known.versions().retired(event.getAppVersion(), meta.getRecordedAt()),
      without(known, event.getAppVersion()),
      known.expiry(),
      meta.getRecordedAt()
    );
  }

  private static OAuthApp expiry(OAuthApp known, EventMeta meta, UnaryOperator<Expiry> change) {
    Expiry expiry = known.expiry();
    return known.versioned(
      meta.getVersion(),
      known.versions(),
      known.secrets(),
      expiry == null ? null : change.apply(expiry),
      meta.getRecordedAt()
    );
  }

  private static List<AppSecret> without(OAuthApp known, long number) {
    return known
      .secrets()
      .stream()
      .filter(secret -> secret.version() != number)
      .toList();
  }

  private static List<Change> used(AppVersionUsed event, State state) {
    EventMeta meta = event.getMeta();
    Key<AppUses> key = AppUses.key(new TenantId(meta.getTenantId()), meta.getObjectId());
    if (state.hasPassed(key, meta.getVersion())) {
      return List.of();
    }
    VersionUses.Use use = new VersionUses.Use(event.getAppVersion(), event.getUsedAt(), event.getUsedAt());
    AppUses before = state.find(key).orElseGet(AppUses::none);
    return List.of(new Change.Put<>(key, before.with(meta.getVersion(), use)));
  }
}
