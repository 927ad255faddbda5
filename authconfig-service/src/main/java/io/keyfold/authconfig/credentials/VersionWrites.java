package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.commands.RestoreCredentialVersion;
import io.keyfold.authconfig.commands.RetireCredentialVersion;
import io.keyfold.authconfig.commands.RotateCredential;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.versions.ExpiryTime;
import io.keyfold.authconfig.versions.GracePeriod;
import io.keyfold.authconfig.versions.RestoreVersionBody;
import io.keyfold.authconfig.versions.VersionProperties;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.Merge;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.schema.Command;
import io.keyfold.schema.CredentialKind;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import reactor.core.publisher.Mono;

/** Creates commands on the versions of typed credentials and appends them. */
final class VersionWrites {

  private final Merge merge;
  private final Rotations rotations;
  private final VersionProperties properties;

  VersionWrites(Merge merge, Rotations rotations, VersionProperties properties) {
    this.merge = merge;
    this.rotations = rotations;
    this.properties = properties;
  }

  Mono<Committed> rotate(WriteRequest write, String id, RotateCredentialBody body) {
    Instant until = GracePeriod.end(body.gracePeriod(), write.at());
    Instant expiresAt = ExpiryTime.future(body.expiresAt(), write.at());
    return rotations.discardingUnused(fresh ->
      change(write, id, (current, guarded) ->
        rotations.sealed(current, guarded, body.value()).map(sealed -> {
          fresh.push(List.of(sealed.getKeyId()));
          return RotateCredential.newBuilder()
            .setMeta(guarded.meta(current.id()))
            .setValue(sealed)
            .setValueVersion(current.credentialVersion() + 1)
            .setPreviousUsableUntil(until)
            .setExpiresAt(expiresAt)
            .setExpiryNotices(properties.noticeSeconds())
            .build();
        })
      )
    );
  }

  Mono<Committed> retire(WriteRequest write, String id, long version) {
    return change(write, id, (current, guarded) ->
      Mono.just(new RetireCredentialVersion(guarded.meta(current.id()), version))
    );
  }

  Mono<Committed> restore(WriteRequest write, String id, long version, RestoreVersionBody body) {
    Instant until = GracePeriod.end(body.gracePeriod(), write.at());
    return change(write, id, (current, guarded) ->
      Mono.just(new RestoreCredentialVersion(guarded.meta(current.id()), version, until, properties.noticeSeconds()))
    );
  }

  private Mono<Committed> change(
    WriteRequest write,
    String id,
    BiFunction<AuthConfig, WriteRequest, Mono<? extends Command>> command
  ) {
    return merge.write(
      write,
      AuthConfigs.key(write.tenant(), id),
      AuthConfigWrites.ENTITY,
      AuthConfig::version,
      (current, guarded) -> {
        requireTyped(current);
        return command.apply(current, guarded);
      }
    );
  }

  private static void requireTyped(AuthConfig current) {
    AuthConfigWrites.requireActive(current);
    if (current.kind() == CredentialKind.OAUTH_APP) {
      throw QuickStartApp.rotatedElsewhere(current.appId());
    }
    if (current.kind() == CredentialKind.OAUTH_AUTOMATED) {
      throw ApiException.about(
        ErrorCode.CONFLICT,
        AuthConfigWrites.ENTITY,
        current.id(),
        "The tokens of a consent are refreshed, not rotated: reconnect it with a setup session"
      );
    }
  }
}
