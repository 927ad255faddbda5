package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.catalogue.MethodChoice;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigRef;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.sealing.Sealing;
import io.keyfold.authconfig.setup.model.SetupSession;
import io.keyfold.authconfig.versions.VersionProperties;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.vault.Vault;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Lists;
import io.keyfold.platform.web.RequiresScope;
import io.keyfold.platform.web.VersionedResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Auth configs: a tenant's credentials and OAuth apps for a provider. The value of a credential is encrypted before it
 * is stored and never returned.
 */
@RestController
@RequestMapping("/provider-auth-configs")
class AuthConfigController {

  private static final String READ = "instance.provider.auth:read";
  private static final String WRITE = "instance.provider.auth:write";

  private final View authConfigs;
  private final View deployments;
  private final Lists lists;
  private final AuthConfigWrites writes;

  AuthConfigController(
    @Qualifier("authConfigsView") View authConfigs,
    @Qualifier("deploymentsView") View deployments,
    Writer writer,
    Vault vault,
    Lists lists,
    CredentialValues values,
    MachineGrants machines,
    VersionProperties properties
  ) {
    this.authConfigs = authConfigs;
    this.deployments = deployments;
    this.lists = lists;
    this.writes = new AuthConfigWrites(
      authConfigs,
      writer,
      new MethodChoice(deployments),
      values,
      machines,
      new Sealing(vault),
      properties
    );
  }

  /**
   * Creates an auth config. Its value is validated against the auth method's schema and encrypted; no response contains
   * it.
   *
   * <p>If it is bound to a deployment, only that deployment uses it. With {@code is_default} it is attached to
   * deployments of its provider that are created later. An OAuth app ({@code client_id} and {@code client_secret}) is
   * always bound to a deployment. With a {@code user} it is used in sessions of that user only; a {@code label} tells
   * several of one user apart.
   *
   * <p>For an OAuth method that needs no user's consent, the value names the {@code grant_type}
   * ({@code client_credentials}, or {@code urn:ietf:params:oauth:grant-type:jwt-bearer} with a {@code subject}) and the
   * {@code scopes}: the first token is requested at once with your OAuth app, and refreshed from then on.
   */
  @PostMapping
  @RequiresScope(WRITE)
  @FailsWith({
    ErrorCode.NOT_FOUND,
    ErrorCode.USE_AFTER_DELETE,
    ErrorCode.PROVIDER_MISMATCH,
    ErrorCode.INVALID_AUTH_METHOD,
    ErrorCode.INVALID_DEFAULT_AUTH_CONFIG,
    ErrorCode.AUTHENTICATION_NOT_SUPPORTED,
    ErrorCode.MISSING_OAUTH_CREDENTIALS,
    ErrorCode.PROVIDER_REFUSED_CREDENTIAL,
    ErrorCode.PROVIDER_UNREACHABLE,
    ErrorCode.CONFLICT,
  })
  Mono<ResponseEntity<AuthConfigBody>> create(
    WriteRequest write,
    @JsonBody("create-auth-config") CreateAuthConfigBody body
  ) {
    return writes.create(write, body).flatMap(done -> answer(write.tenant(), done, body.value()));
  }

  /** Lists auth configs. */
  @GetMapping
  @RequiresScope(READ)
  Mono<ListBody<AuthConfigBody>> list(
    Caller caller,
    @Filters(
      value = {
        "status",
        "provider_id",
        "provider_deployment_id",
        "provider_auth_method_id",
        "provider_auth_credentials_id",
        "user",
        "identity_id",
        "label",
        "connection_status",
        "available_for_provider_deployment_id",
        "available_for_use",
        "search",
      },
      times = { "created_at", "updated_at" }
    ) ListQuery query
  ) {
    TenantId tenant = caller.tenant();
    return Mono.defer(() -> {
      AuthConfigFilter filter = AuthConfigFilter.of(deployments, tenant, query);
      if (filter.byUser()) {
        return lists.page(
          authConfigs,
          filter.ofUsers(authConfigs),
          query,
          (id, ref) -> find(tenant, ref).filter(filter::matches).isPresent(),
          ref -> AuthConfigBody.of(authConfigs, deployments, tenant, find(tenant, ref).orElseThrow())
        );
      }
      return lists.page(
        authConfigs,
        Scan.all(tenant, AuthConfigs.kind()),
        query,
        (id, config) -> filter.matches(config),
        config -> AuthConfigBody.of(authConfigs, deployments, tenant, config)
      );
    });
  }

  /** Gets an auth config, by its id or by the id of the setup session that produced it. */
  @GetMapping("/{id}")
  @RequiresScope(READ)
  Mono<ResponseEntity<AuthConfigBody>> get(Caller caller, @PathVariable String id) {
    return authConfigs
      .await(caller.tenant().value(), state -> find(state, caller.tenant(), id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound(AuthConfigWrites.ENTITY, id)))
      .map(config -> ok(caller.tenant(), config, null));
  }

  private static Optional<AuthConfig> find(State state, TenantId tenant, String id) {
    return state.find(AuthConfigs.key(tenant, id)).or(() ->
      state
        .find(SetupSession.key(tenant, id))
        .filter(session -> session.status() == SetupSession.Status.COMPLETED)
        .flatMap(session -> state.find(AuthConfigs.key(tenant, session.request().authConfigId())))
    );
  }

  /**
   * Changes an auth config; omitted fields keep their value.
   *
   * <p>A new {@code value} rotates the credential without grace period: calls that start after the response use it.
   * {@code POST .../rotate} can keep the previous one usable.
   */
  @PatchMapping("/{id}")
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.GONE, ErrorCode.INVALID_AUTH_METHOD, ErrorCode.AUTHENTICATION_NOT_SUPPORTED })
  Mono<ResponseEntity<AuthConfigBody>> update(
    WriteRequest write,
    @PathVariable String id,
    @JsonBody("update-auth-config") UpdateAuthConfigBody body
  ) {
    return writes.update(write, id, body).flatMap(done -> answer(write.tenant(), done, body.value().value()));
  }

  /** Archives an auth config and erases its value. No call that starts after the response uses it. */
  @DeleteMapping("/{id}")
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.GONE)
  Mono<ResponseEntity<AuthConfigBody>> archive(WriteRequest write, @PathVariable String id) {
    return writes.archive(write, id).flatMap(done -> answer(write.tenant(), done, null));
  }

  private Optional<AuthConfig> find(TenantId tenant, AuthConfigRef ref) {
    return authConfigs.find(AuthConfigs.key(tenant, ref.authConfigId()));
  }

  private Mono<ResponseEntity<AuthConfigBody>> answer(TenantId tenant, Committed done, @Nullable SubmittedValue sent) {
    return authConfigs.await(AuthConfigs.key(tenant, done.objectId())).map(config -> ok(tenant, config, sent));
  }

  private ResponseEntity<AuthConfigBody> ok(TenantId tenant, AuthConfig config, @Nullable SubmittedValue sent) {
    return VersionedResponse.ok(config.version(), AuthConfigBody.of(authConfigs, deployments, tenant, config, sent));
  }
}
