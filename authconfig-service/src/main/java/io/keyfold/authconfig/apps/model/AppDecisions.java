package io.keyfold.authconfig.apps.model;

import io.keyfold.authconfig.commands.AppCommand;
import io.keyfold.authconfig.commands.ArchiveApp;
import io.keyfold.authconfig.commands.CreateApp;
import io.keyfold.authconfig.commands.RestoreAppVersion;
import io.keyfold.authconfig.commands.RetireAppVersion;
import io.keyfold.authconfig.commands.RotateApp;
import io.keyfold.authconfig.commands.UpdateApp;
import io.keyfold.authconfig.events.AppArchived;
import io.keyfold.authconfig.events.AppCreated;
import io.keyfold.authconfig.events.AppEvent;
import io.keyfold.authconfig.events.AppUpdated;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.model.DeploymentCredentials;
import io.keyfold.authconfig.versions.Rotation;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Guards;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;
import io.keyfold.schema.AppOrigin;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.EventMeta;
import io.keyfold.schema.NewApp;
import io.keyfold.schema.Sealed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Decides commands on OAuth apps. */
public final class AppDecisions {

  private static final Guards.Changeable<OAuthApp> CHANGEABLE = new Guards.Changeable<>(
    "provider.auth_credentials",
    app -> !app.archived(),
    "The app is archived"
  );

  private AppDecisions() {}

  /** {@return the decision} */
  public static Decision<AppEvent> decide(AppCommand command, State state) {
    return switch (command) {
      case CreateApp create -> create(create, state);
      case RotateApp rotate -> AppVersionDecisions.rotate(rotate, state);
      case RetireAppVersion retire -> AppVersionDecisions.retire(retire, state);
      case RestoreAppVersion restore -> AppVersionDecisions.restore(restore, state);
      case UpdateApp update -> change(update.getMeta(), state, known -> update(update, known));
      case ArchiveApp archive -> change(archive.getMeta(), state, known ->
        Decision.accept(archived(archive.getMeta(), known, "request", 0))
      );
    };
  }

  private static Decision<AppEvent> create(CreateApp command, State state) {
    CommandMeta meta = command.getMeta();
    TenantId tenant = new TenantId(meta.getTenantId());
    if (state.find(OAuthApp.key(tenant, meta.getObjectId())).isPresent()) {
      return reject(ErrorCode.CONFLICT, "An app with this id already exists");
    }
    String deployment = command.getProviderDeploymentId();
    Optional<DeploymentCredentials> known =
      deployment == null ? Optional.empty() : state.find(AuthConfigs.deployment(tenant, deployment));
    if (known.filter(DeploymentCredentials::closed).isPresent()) {
      return Decision.reject(
        new Rejection(
          ErrorCode.USE_AFTER_DELETE,
          "The deployment " + deployment + " is archived",
          List.of("provider_deployment_id")
        )
      );
    }
    return Decision.accept(
      AppCreated.newBuilder()
        .setMeta(EventMetas.of(meta, 1))
        .setProviderId(command.getProviderId())
        .setAuthMethodId(command.getAuthMethodId())
        .setProviderDeploymentId(deployment)
        .setOrigin(command.getOrigin())
        .setName(command.getName())
        .setDescription(command.getDescription())
        .setMetadata(command.getMetadata())
        .setScopes(command.getScopes())
        .setClientId(command.getClientId())
        .setValue(command.getValue())
        .setAppVersion(1)
        .setExpiresAt(command.getExpiresAt())
        .setExpiryNotices(command.getExpiryNotices())
        .setIssuer(command.getIssuer())
        .setClientAuth(command.getClientAuth())
        .build()
    );
  }

  /** {@return the event of an app that is created together with an auth config, the quick start's form} */
  public static AppCreated withAuthConfig(
    CommandMeta meta,
    NewApp app,
    String providerId,
    String methodId,
    String deploymentId,
    int index
  ) {
    return AppCreated.newBuilder()
      .setMeta(EventMetas.of(meta, app.getAppId(), 1, index))
      .setProviderId(providerId)
      .setAuthMethodId(methodId)
      .setProviderDeploymentId(deploymentId)
      .setOrigin(AppOrigin.CUSTOM)
      .setScopes(app.getScopes())
      .setClientId(app.getClientId())
      .setValue(app.getValue())
      .setAppVersion(1)
      .setAuthConfigId(meta.getObjectId())
      .build();
  }

  private static Decision<AppEvent> update(UpdateApp command, OAuthApp known) {
    Sealed value = command.getValue();
    if (value != null && !Objects.equals(command.getValueVersion(), known.current().number() + 1)) {
      return AppVersionDecisions.concurrent();
    }
    CommandMeta meta = command.getMeta();
    List<AppEvent> events = new ArrayList<>();
    if (value == null || describesAnew(command, known)) {
      events.add(
        AppUpdated.newBuilder()
          .setMeta(EventMetas.of(meta, known.version() + 1))
          .setName(command.getName())
          .setDescription(command.getDescription())
          .setMetadata(command.getMetadata())
          .setScopes(command.getScopes())
          .build()
      );
    }
    if (value == null) {
      return new Decision.Accepted<>(events);
    }
    int index = events.size();
    EventMeta rotated = EventMetas.of(meta, known.id(), known.version() + 1 + index, index);
    Rotation rotation = Rotation.to(value).until(command.getPreviousUsableUntil());
    return switch (AppVersionDecisions.rotated(rotated, known, command.getClientId(), rotation)) {
      case Decision.Accepted<AppEvent>(List<AppEvent> rotations) -> {
        events.addAll(rotations);
        yield new Decision.Accepted<>(events);
      }
      case Decision.Rejected<AppEvent> refused -> refused;
    };
  }

  private static boolean describesAnew(UpdateApp command, OAuthApp known) {
    return !(
      new OAuthApp.AboutApp(command.getName(), command.getDescription(), command.getMetadata()).equals(known.about()) &&
      command.getScopes().equals(known.scopes())
    );
  }

  /** {@return the event that archives an app and erases its secrets} */
  public static AppArchived archived(CommandMeta meta, OAuthApp known, String cause, int index) {
    String current = known.current().version().keyId();
    return AppArchived.newBuilder()
      .setMeta(EventMetas.of(meta, known.id(), known.version() + 1, index))
      .setProviderId(known.providerId())
      .setCause(cause)
      .setKeyId(current)
      .setVersionKeyIds(
        known
          .versions()
          .keyIds()
          .stream()
          .filter(key -> !key.equals(current))
          .toList()
      )
      .build();
  }

  static Decision<AppEvent> change(CommandMeta meta, State state, Function<OAuthApp, Decision<AppEvent>> judge) {
    return CHANGEABLE.change(
      meta,
      state.find(OAuthApp.key(new TenantId(meta.getTenantId()), meta.getObjectId())),
      judge
    );
  }

  static <E> Decision<E> reject(ErrorCode code, String message) {
    return Decision.reject(Rejection.of(code, message));
  }
}
