package io.keyfold.authconfig.apps.model;

import io.keyfold.authconfig.commands.RecordExpiry;
import io.keyfold.authconfig.commands.RestoreAppVersion;
import io.keyfold.authconfig.commands.RetireAppVersion;
import io.keyfold.authconfig.commands.RotateApp;
import io.keyfold.authconfig.events.AppEvent;
import io.keyfold.authconfig.events.AppExpired;
import io.keyfold.authconfig.events.AppExpiring;
import io.keyfold.authconfig.events.AppRotated;
import io.keyfold.authconfig.events.AppVersionRetired;
import io.keyfold.authconfig.versions.CredentialVersion;
import io.keyfold.authconfig.versions.CredentialVersions;
import io.keyfold.authconfig.versions.Expiry;
import io.keyfold.authconfig.versions.Rotation;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.EventMeta;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides commands on the versions of the secrets of OAuth apps. */
public final class AppVersionDecisions {

  private AppVersionDecisions() {}

  static Decision<AppEvent> rotate(RotateApp command, State state) {
    CommandMeta meta = command.getMeta();
    return AppDecisions.change(meta, state, known -> {
      if (command.getValueVersion() != known.current().number() + 1) {
        return concurrent();
      }
      Rotation rotation = Rotation.to(command.getValue())
        .until(command.getPreviousUsableUntil())
        .expiring(command.getExpiresAt(), command.getExpiryNotices());
      return rotated(next(meta, known), known, command.getClientId(), rotation);
    });
  }

  static Decision<AppEvent> retire(RetireAppVersion command, State state) {
    CommandMeta meta = command.getMeta();
    return AppDecisions.change(meta, state, known -> {
      CredentialVersions versions = known.versions();
      long number = command.getAppVersion();
      return versions
        .retirementRefused(number)
        .<Decision<AppEvent>>map(Decision::reject)
        .orElseGet(() ->
          Decision.accept(
            AppVersionRetired.newBuilder()
              .setMeta(next(meta, known))
              .setAppVersion(number)
              .setKeyId(versions.find(number).flatMap(versions::ownKey).orElse(null))
              .build()
          )
        );
    });
  }

  static Decision<AppEvent> restore(RestoreAppVersion command, State state) {
    CommandMeta meta = command.getMeta();
    return AppDecisions.change(meta, state, known -> {
      long number = command.getAppVersion();
      Optional<Rejection> refused = known.versions().restorationRefused(number);
      if (refused.isPresent()) {
        return Decision.reject(refused.get());
      }
      AppVersion earlier = known.version(number).orElseThrow();
      Rotation rotation = Rotation.to(earlier.secret().value().toSealed())
        .restoring(earlier.version(), command.getExpiryNotices())
        .until(command.getPreviousUsableUntil());
      return rotated(next(meta, known), known, earlier.clientId(), rotation);
    });
  }

  /** {@return the announcement of an expiry that is due, or why there is none} */
  public static Decision<AppEvent> expiry(RecordExpiry command, State state) {
    CommandMeta meta = command.getMeta();
    return AppDecisions.change(meta, state, known -> {
      Expiry expiry = known.expiry();
      Expiry.Due due = expiry == null ? null : expiry.due(meta.getIssuedAt()).orElse(null);
      if (expiry == null || due == null) {
        return AppDecisions.reject(ErrorCode.CONFLICT, "Nothing is due");
      }
      long version = known.current().number();
      return Decision.accept(
        switch (due) {
          case Expiry.Due.Notice notice -> AppExpiring.newBuilder()
            .setMeta(next(meta, known))
            .setProviderId(known.providerId())
            .setAppVersion(version)
            .setExpiresAt(expiry.at())
            .setNotice(notice.notice())
            .build();
          case Expiry.Due.Expired _ -> AppExpired.newBuilder()
            .setMeta(next(meta, known))
            .setProviderId(known.providerId())
            .setAppVersion(version)
            .setExpiresAt(expiry.at())
            .build();
        }
      );
    });
  }

  /**
   * {@return the rotation, or why there is none} Without a grace period, the previous version stays usable for its
   * grants until they are gone.
   *
   * @param meta envelope of the event
   * @param clientId the new client id; null: unchanged
   */
  static Decision<AppEvent> rotated(EventMeta meta, OAuthApp known, @Nullable String clientId, Rotation rotation) {
    Instant now = meta.getRecordedAt();
    Optional<Rejection> refused = known.versions().additionRefused(now);
    if (refused.isPresent()) {
      return Decision.reject(refused.get());
    }
    CredentialVersion restored = rotation.restored();
    CredentialVersions.Addition addition = known.versions().addition(restored, now);
    return Decision.accept(
      AppRotated.newBuilder()
        .setMeta(meta)
        .setClientId(clientId == null ? known.current().clientId() : clientId)
        .setValue(rotation.value())
        .setAppVersion(known.current().number() + 1)
        .setValueVersion(restored == null ? null : restored.valueVersion())
        .setRestoredFrom(restored == null ? null : restored.number())
        .setPreviousUsableUntil(rotation.previousUsableUntil())
        .setExpiresAt(rotation.expiresAt())
        .setExpiryNotices(rotation.expiryNotices())
        .setForgottenVersion(addition.forgotten())
        .setForgottenKeyId(addition.forgottenKeyId())
        .build()
    );
  }

  static <E> Decision<E> concurrent() {
    return AppDecisions.reject(ErrorCode.CONFLICT, "The secret was changed by a concurrent request: retry the request");
  }

  private static EventMeta next(CommandMeta meta, OAuthApp known) {
    return EventMetas.of(meta, known.version() + 1);
  }
}
