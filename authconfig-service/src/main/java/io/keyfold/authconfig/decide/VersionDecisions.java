package io.keyfold.authconfig.decide;

import io.keyfold.authconfig.apps.model.AppVersionDecisions;
import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.commands.RecordExpiry;
import io.keyfold.authconfig.commands.ReportFallback;
import io.keyfold.authconfig.commands.RestoreCredentialVersion;
import io.keyfold.authconfig.commands.RetireCredentialVersion;
import io.keyfold.authconfig.commands.RotateCredential;
import io.keyfold.authconfig.commands.VersionCommand;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.AuthConfigExpired;
import io.keyfold.authconfig.events.AuthConfigExpiring;
import io.keyfold.authconfig.events.CredentialFellBack;
import io.keyfold.authconfig.events.CredentialVersionRetired;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.versions.CredentialVersion;
import io.keyfold.authconfig.versions.CredentialVersions;
import io.keyfold.authconfig.versions.Expiry;
import io.keyfold.authconfig.versions.Fallback;
import io.keyfold.authconfig.versions.Rotation;
import io.keyfold.authconfig.versions.SealedVersion;
import io.keyfold.authconfig.versions.TypedCredential;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.EventMeta;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Decides commands on the versions of typed credentials, and those that also concern the secrets of OAuth apps. */
final class VersionDecisions {

  private VersionDecisions() {}

  static Decision<AuthConfigEvent> decide(VersionCommand command, State state) {
    return switch (command) {
      case RotateCredential rotate -> rotate(rotate, state);
      case RetireCredentialVersion retire -> retire(retire, state);
      case RestoreCredentialVersion restore -> restore(restore, state);
      case RecordExpiry expiry -> isApp(expiry.getMeta(), state)
        ? Decision.widen(AppVersionDecisions.expiry(expiry, state))
        : expiry(expiry, state);
      case ReportFallback report -> fallback(report, state);
    };
  }

  private static boolean isApp(CommandMeta meta, State state) {
    return state.find(OAuthApp.key(new TenantId(meta.getTenantId()), meta.getObjectId())).isPresent();
  }

  private static Decision<AuthConfigEvent> rotate(RotateCredential command, State state) {
    return change(command.getMeta(), state, (known, typed) -> {
      if (command.getValueVersion() != known.credentialVersion() + 1) {
        return AuthConfigDecisions.concurrentRotation();
      }
      Rotation rotation = Rotation.to(command.getValue())
        .until(command.getPreviousUsableUntil())
        .expiring(command.getExpiresAt(), command.getExpiryNotices());
      return VersionEvents.rotated(EventMetas.of(command.getMeta(), known.version() + 1), known, typed, rotation);
    });
  }

  private static Decision<AuthConfigEvent> retire(RetireCredentialVersion command, State state) {
    return change(command.getMeta(), state, (known, typed) -> {
      CredentialVersions versions = typed.versions();
      long number = command.getCredentialVersion();
      return versions
        .retirementRefused(number)
        .<Decision<AuthConfigEvent>>map(Decision::reject)
        .orElseGet(() ->
          Decision.accept(
            CredentialVersionRetired.newBuilder()
              .setMeta(next(command.getMeta(), known))
              .setProviderDeploymentId(known.deploymentId())
              .setCredentialVersion(number)
              .setKeyId(versions.find(number).flatMap(versions::ownKey).orElse(null))
              .build()
          )
        );
    });
  }

  private static Decision<AuthConfigEvent> restore(RestoreCredentialVersion command, State state) {
    CommandMeta meta = command.getMeta();
    return change(meta, state, (known, typed) -> {
      long number = command.getCredentialVersion();
      Optional<Rejection> refused = typed.versions().restorationRefused(number);
      if (refused.isPresent()) {
        return Decision.reject(refused.get());
      }
      CredentialVersion earlier = typed.versions().find(number).orElseThrow();
      SealedVersion sealed = state
        .find(SealedVersion.key(new TenantId(meta.getTenantId()), known.id(), number))
        .orElseThrow();
      Rotation rotation = Rotation.to(sealed.value().toSealed())
        .restoring(earlier, command.getExpiryNotices())
        .until(command.getPreviousUsableUntil());
      return VersionEvents.rotated(EventMetas.of(meta, known.version() + 1), known, typed, rotation);
    });
  }

  private static Decision<AuthConfigEvent> expiry(RecordExpiry command, State state) {
    CommandMeta meta = command.getMeta();
    return change(meta, state, (known, typed) -> {
      Expiry expiry = typed.expiry();
      Expiry.Due due = expiry == null ? null : expiry.due(meta.getIssuedAt()).orElse(null);
      if (expiry == null || due == null) {
        return reject("Nothing is due");
      }
      long version = typed.versions().current().number();
      return Decision.accept(
        switch (due) {
          case Expiry.Due.Notice notice -> AuthConfigExpiring.newBuilder()
            .setMeta(next(meta, known))
            .setProviderDeploymentId(known.deploymentId())
            .setCredentialVersion(version)
            .setExpiresAt(expiry.at())
            .setNotice(notice.notice())
            .build();
          case Expiry.Due.Expired _ -> AuthConfigExpired.newBuilder()
            .setMeta(next(meta, known))
            .setProviderDeploymentId(known.deploymentId())
            .setCredentialVersion(version)
            .setExpiresAt(expiry.at())
            .build();
        }
      );
    });
  }

  /** The report is accepted only if it can be true, and not more often than an operator can use. */
  private static Decision<AuthConfigEvent> fallback(ReportFallback command, State state) {
    CommandMeta meta = command.getMeta();
    Instant now = meta.getIssuedAt();
    return change(meta, state, (known, typed) -> {
      CredentialVersions versions = typed.versions();
      boolean possible =
        command.getRefusedVersion() == versions.current().number() &&
        versions
          .find(command.getFallbackVersion())
          .filter(version -> versions.status(version, now) == CredentialVersion.Status.GRACE)
          .isPresent();
      if (!possible) {
        return reject("The versions have changed since");
      }
      Fallback last = typed.fallback();
      if (
        last != null &&
        last.refused() == command.getRefusedVersion() &&
        last.used() == command.getFallbackVersion() &&
        now.isBefore(last.at().plus(Fallback.INTERVAL))
      ) {
        return reject("The fallback was reported a short time ago");
      }
      return Decision.accept(
        CredentialFellBack.newBuilder()
          .setMeta(next(meta, known))
          .setProviderDeploymentId(known.deploymentId())
          .setRefusedVersion(command.getRefusedVersion())
          .setFallbackVersion(command.getFallbackVersion())
          .build()
      );
    });
  }

  private static EventMeta next(CommandMeta meta, AuthConfig known) {
    return EventMetas.of(meta, known.version() + 1);
  }

  private static Decision<AuthConfigEvent> change(
    CommandMeta meta,
    State state,
    BiFunction<AuthConfig, TypedCredential, Decision<AuthConfigEvent>> judge
  ) {
    return AuthConfigDecisions.change(meta, state, known -> typed(meta, state, typed -> judge.apply(known, typed)));
  }

  /** {@return the decision about the versions of the command's auth config; a rejection for a grant} */
  static Decision<AuthConfigEvent> typed(
    CommandMeta meta,
    State state,
    Function<TypedCredential, Decision<AuthConfigEvent>> judge
  ) {
    return state
      .find(TypedCredential.key(new TenantId(meta.getTenantId()), meta.getObjectId()))
      .map(judge)
      .orElseGet(() -> reject("The tokens of a grant are refreshed, not rotated"));
  }

  private static Decision<AuthConfigEvent> reject(String message) {
    return Decision.reject(Rejection.of(ErrorCode.CONFLICT, message));
  }
}
