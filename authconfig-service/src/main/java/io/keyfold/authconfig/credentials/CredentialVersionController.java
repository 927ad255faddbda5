package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.versions.CredentialVersion;
import io.keyfold.authconfig.versions.RestoreVersionBody;
import io.keyfold.authconfig.versions.TypedCredential;
import io.keyfold.authconfig.versions.VersionNumber;
import io.keyfold.authconfig.versions.VersionUses;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.RequiresScope;
import io.keyfold.platform.web.VersionedResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Credential versions: the values that an auth config had. A rotation creates a version, and the previous one can stay
 * usable for a grace period. At most 20 versions are kept.
 */
@RestController
@RequestMapping("/provider-auth-configs/{id}")
class CredentialVersionController {

  private static final String READ = "instance.provider.auth:read";
  private static final String WRITE = "instance.provider.auth:write";
  private static final String ENTITY = "provider.auth_config.version";

  private final View authConfigs;
  private final View deployments;
  private final View usage;
  private final VersionWrites writes;
  private final Clock clock;

  CredentialVersionController(
    @Qualifier("authConfigsView") View authConfigs,
    @Qualifier("deploymentsView") View deployments,
    @Qualifier("usageView") View usage,
    VersionWrites writes,
    Clock clock
  ) {
    this.authConfigs = authConfigs;
    this.deployments = deployments;
    this.usage = usage;
    this.writes = writes;
    this.clock = clock;
  }

  /**
   * Rotates a credential. Calls that start after the response use the new version.
   *
   * <p>During the {@code grace_period}, a call whose new version the provider refuses (HTTP 401) is repeated once with
   * the previous version, and the fallback is reported. Without a grace period, the previous version is not used any
   * more; it can be restored until it is retired.
   */
  @PostMapping("/rotate")
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.CONFLICT, ErrorCode.GONE, ErrorCode.INVALID_AUTH_METHOD })
  Mono<ResponseEntity<AuthConfigBody>> rotate(
    WriteRequest write,
    @PathVariable String id,
    @JsonBody("rotate-credential") RotateCredentialBody body
  ) {
    return Mono.defer(() -> writes.rotate(write, id, body)).flatMap(done -> answer(write.tenant(), done, body.value()));
  }

  /**
   * Lists the versions of a credential, newest first, with their first and last recorded use; empty for a consent, whose
   * tokens are refreshed. Not paginated: at most 20 are kept. When another one is added, the oldest retired one is forgotten, else the oldest one that is not usable.
   */
  @GetMapping("/versions")
  @RequiresScope(READ)
  Mono<ListBody<CredentialVersionBody>> versions(Caller caller, @PathVariable String id) {
    TenantId tenant = caller.tenant();
    return authConfigs
      .await(AuthConfigs.key(tenant, id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound(AuthConfigWrites.ENTITY, id)))
      .map(known ->
        ListBody.of(
          authConfigs
            .find(TypedCredential.key(tenant, id))
            .map(typed -> bodies(tenant, typed))
            .orElse(List.of()),
          false,
          false
        )
      );
  }

  private List<CredentialVersionBody> bodies(TenantId tenant, TypedCredential typed) {
    Instant now = clock.instant();
    VersionUses uses = usage.find(VersionUses.key(tenant, typed.id())).orElseGet(() -> new VersionUses(List.of()));
    return typed
      .versions()
      .all()
      .stream()
      .sorted(Comparator.comparingLong(CredentialVersion::number).reversed())
      .map(version -> CredentialVersionBody.of(typed, version, uses, now))
      .toList();
  }

  /**
   * Retires a version: ends its grace period and erases its value. It cannot be restored. The current version cannot be
   * retired.
   */
  @PostMapping("/versions/{version}/retire")
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.CONFLICT, ErrorCode.GONE })
  Mono<ResponseEntity<AuthConfigBody>> retire(
    WriteRequest write,
    @PathVariable String id,
    @PathVariable String version
  ) {
    return Mono.defer(() -> writes.retire(write, id, VersionNumber.of(ENTITY, version))).flatMap(done ->
      answer(write.tenant(), done, null)
    );
  }

  /**
   * Rolls back: makes the value of an earlier version current again, as a new version with the earlier one's expiry. A
   * retired version cannot be restored.
   */
  @PostMapping("/versions/{version}/restore")
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.CONFLICT, ErrorCode.GONE })
  Mono<ResponseEntity<AuthConfigBody>> restore(
    WriteRequest write,
    @PathVariable String id,
    @PathVariable String version,
    @JsonBody("restore-version") RestoreVersionBody body
  ) {
    return Mono.defer(() -> writes.restore(write, id, VersionNumber.of(ENTITY, version), body)).flatMap(done ->
      answer(write.tenant(), done, null)
    );
  }

  private Mono<ResponseEntity<AuthConfigBody>> answer(TenantId tenant, Committed done, @Nullable SubmittedValue sent) {
    return authConfigs.await(AuthConfigs.key(tenant, done.objectId())).map(config -> ok(tenant, config, sent));
  }

  private ResponseEntity<AuthConfigBody> ok(TenantId tenant, AuthConfig config, @Nullable SubmittedValue sent) {
    return VersionedResponse.ok(config.version(), AuthConfigBody.of(authConfigs, deployments, tenant, config, sent));
  }
}
