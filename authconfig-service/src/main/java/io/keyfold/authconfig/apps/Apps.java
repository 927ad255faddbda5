package io.keyfold.authconfig.apps;

import io.keyfold.authconfig.apps.model.AppVersion;
import io.keyfold.authconfig.apps.model.AppsFold;
import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.oauth.AppCredentials;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.View;
import io.keyfold.schema.AppOrigin;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Finds the OAuth app of a consent. The order is: the named one, the deployment's own, the tenant's for the provider,
 * the platform's. Another tenant's app is never found. Thread-safe.
 */
public final class Apps {

  static final String ENTITY = "provider.auth_credentials";

  private final View view;
  private final AppSecrets secrets;

  /**
   * Finds apps in the view.
   *
   * @param view the view of {@code authconfig.events}
   */
  public Apps(View view, AppSecrets secrets) {
    this.view = view;
    this.secrets = secrets;
  }

  /**
   * An app with its owner.
   *
   * @param owner the tenant, or the platform for a managed app
   * @param app the app
   */
  public record OwnedApp(TenantId owner, OAuthApp app) {
    /** {@return whether it is the platform's} */
    public boolean managed() {
      return owner.equals(TenantId.PLATFORM);
    }
  }

  /** {@return the app with this id, also an archived one, if the tenant may see it; waits for a new one} */
  public Mono<OwnedApp> find(TenantId tenant, String id) {
    return view
      .await(OAuthApp.key(tenant, id))
      .map(app -> new OwnedApp(tenant, app))
      .switchIfEmpty(
        Mono.defer(() ->
          view.await(OAuthApp.key(TenantId.PLATFORM, id)).map(app -> new OwnedApp(TenantId.PLATFORM, app))
        )
      );
  }

  /**
   * {@return the app for a consent; errors with the API error of a named app that cannot be used, with
   * {@code missing_oauth_credentials} if there is none, or several of the tenant and none is named}
   *
   * @param deploymentId the deployment, if there is one
   * @param named id of the app that the caller names
   */
  public Mono<OwnedApp> choose(
    TenantId tenant,
    String providerId,
    @Nullable String deploymentId,
    @Nullable String named
  ) {
    return ifAny(tenant, providerId, deploymentId, named).switchIfEmpty(
      Mono.error(() -> missing("There is no OAuth app for this provider"))
    );
  }

  /** {@return the app for a consent; empty if there is none. Errors otherwise as {@link #choose}} */
  public Mono<OwnedApp> ifAny(
    TenantId tenant,
    String providerId,
    @Nullable String deploymentId,
    @Nullable String named
  ) {
    if (named != null) {
      return find(tenant, named)
        .switchIfEmpty(Mono.error(() -> ApiException.notFound(ENTITY, named)))
        .map(owned -> usable(owned, providerId, deploymentId));
    }
    return view
      .await(tenant.value(), state -> own(state, tenant, providerId, deploymentId))
      .switchIfEmpty(Mono.defer(() -> view.await(TenantId.PLATFORM.value(), state -> managed(state, providerId))));
  }

  /** {@return the newest client that Keyfold registered for the tenant and that meets the condition; empty for none} */
  public Mono<OwnedApp> registered(TenantId tenant, String providerId, Predicate<OAuthApp> condition) {
    return view.await(tenant.value(), state ->
      AppsFold.ofProvider(state, tenant, providerId)
        .reversed()
        .stream()
        .filter(app -> app.origin() == AppOrigin.REGISTERED && condition.test(app))
        .map(app -> new OwnedApp(tenant, app))
        .findFirst()
    );
  }

  /** {@return the credentials of a version of an app; the caller closes them} */
  public Mono<AppCredentials> open(OwnedApp owned, AppVersion version) {
    return secrets.open(owned.owner(), owned.app(), version);
  }

  private static OwnedApp usable(OwnedApp owned, String providerId, @Nullable String deploymentId) {
    OAuthApp app = owned.app();
    if (app.archived()) {
      throw ApiException.about(ErrorCode.USE_AFTER_DELETE, ENTITY, app.id(), "The app is archived");
    }
    if (!app.providerId().equals(providerId)) {
      throw ApiException.about(ErrorCode.PROVIDER_MISMATCH, ENTITY, app.id(), "The app is for another provider");
    }
    if (!app.usableBy(deploymentId)) {
      throw ApiException.about(ErrorCode.PROVIDER_MISMATCH, ENTITY, app.id(), "The app belongs to another deployment");
    }
    return owned;
  }

  private static Optional<OwnedApp> own(
    State state,
    TenantId tenant,
    String providerId,
    @Nullable String deploymentId
  ) {
    List<OAuthApp> bound = deploymentId == null ? List.of() : AppsFold.ofDeployment(state, tenant, deploymentId);
    if (!bound.isEmpty()) {
      return Optional.of(new OwnedApp(tenant, bound.getLast()));
    }
    // What Keyfold registered itself never comes before an app of the tenant.
    List<OAuthApp> shared = AppsFold.ofProvider(state, tenant, providerId)
      .stream()
      .filter(app -> app.origin() != AppOrigin.REGISTERED)
      .toList();
    if (shared.size() > 1) {
      throw missing("There are " + shared.size() + " OAuth apps for this provider");
    }
    return shared
      .stream()
      .map(app -> new OwnedApp(tenant, app))
      .findFirst();
  }

  private static Optional<OwnedApp> managed(State state, String providerId) {
    List<OAuthApp> apps = AppsFold.ofProvider(state, TenantId.PLATFORM, providerId);
    return apps.isEmpty() ? Optional.empty() : Optional.of(new OwnedApp(TenantId.PLATFORM, apps.getLast()));
  }

  private static ApiException missing(String why) {
    return ApiException.of(
      ErrorCode.MISSING_OAUTH_CREDENTIALS,
      why,
      "Create one with POST /provider-auth-credentials, or name one in provider_auth_credentials_id"
    );
  }
}
