package io.keyfold.authconfig.webhooks.api;

import io.keyfold.authconfig.sealing.Sealing;
import io.keyfold.authconfig.webhooks.SigningSecret;
import io.keyfold.authconfig.webhooks.model.SigningSecrets;
import io.keyfold.authconfig.webhooks.model.WebhookEndpoint;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.vault.Vault;
import io.keyfold.platform.vault.VaultException;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Lists;
import io.keyfold.platform.web.RequiresScope;
import io.keyfold.platform.web.VersionedResponse;
import java.time.Clock;
import java.util.Locale;
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
 * Webhook endpoints: servers of the tenant that receive events, signed by the Standard Webhooks convention. The signing
 * secret is encrypted before it is stored; only the responses to its creation and rotation contain it.
 */
@RestController
@RequestMapping("/webhook-endpoints")
class EndpointController {

  private static final String READ = "instance.provider.auth:read";
  private static final String WRITE = "instance.provider.auth:write";

  private final View endpoints;
  private final Vault vault;
  private final Lists lists;
  private final Clock clock;
  private final EndpointWrites writes;

  EndpointController(
    @Qualifier("authConfigsView") View endpoints,
    Writer writer,
    Vault vault,
    EgressPolicy policy,
    Lists lists,
    Clock clock
  ) {
    this.endpoints = endpoints;
    this.vault = vault;
    this.lists = lists;
    this.clock = clock;
    this.writes = new EndpointWrites(endpoints, writer, new Sealing(vault), policy);
  }

  /**
   * Creates a webhook endpoint. The response contains its signing secret, {@code secret}.
   *
   * <p>{@code url} is an https URL with a public address. Without {@code event_types}, all events are delivered except
   * those that must be named, such as {@code auth_config.refreshed}.
   */
  @PostMapping
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.CONFLICT)
  Mono<ResponseEntity<EndpointBody>> create(
    WriteRequest write,
    @JsonBody("create-webhook-endpoint") CreateEndpointBody body
  ) {
    return writes.create(write, body).flatMap(done -> withSecret(write.tenant(), done));
  }

  /** Lists webhook endpoints. */
  @GetMapping
  @RequiresScope(READ)
  Mono<ListBody<EndpointBody>> list(
    Caller caller,
    @Filters(
      value = "status",
      times = { "created_at", "updated_at" },
      statuses = { "enabled", "disabled", "archived" }
    ) ListQuery query
  ) {
    return lists.page(
      endpoints,
      Scan.all(caller.tenant(), WebhookEndpoint.kind()),
      query,
      (id, endpoint) ->
        query.admits("status", endpoint.status().name().toLowerCase(Locale.ROOT)) &&
        query.within("created_at", endpoint.createdAt()) &&
        query.within("updated_at", endpoint.updatedAt()),
      endpoint -> EndpointBody.of(endpoint, clock.instant(), null)
    );
  }

  /** Gets a webhook endpoint. */
  @GetMapping("/{id}")
  @RequiresScope(READ)
  Mono<ResponseEntity<EndpointBody>> get(Caller caller, @PathVariable String id) {
    return endpoints
      .await(WebhookEndpoint.key(caller.tenant(), id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound(EndpointBody.OBJECT, id)))
      .map(endpoint -> ok(endpoint, null));
  }

  /**
   * Changes a webhook endpoint; omitted fields keep their value. A disabled endpoint receives nothing: pending deliveries
   * fail and can be sent again later.
   */
  @PatchMapping("/{id}")
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.GONE)
  Mono<ResponseEntity<EndpointBody>> update(
    WriteRequest write,
    @PathVariable String id,
    @JsonBody("update-webhook-endpoint") UpdateEndpointBody body
  ) {
    return writes.update(write, id, body).flatMap(done -> answer(write.tenant(), done));
  }

  /** Archives a webhook endpoint and erases its secrets. No delivery that starts after the response is sent to it. */
  @DeleteMapping("/{id}")
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.GONE)
  Mono<ResponseEntity<EndpointBody>> archive(WriteRequest write, @PathVariable String id) {
    return writes.archive(write, id).flatMap(done -> answer(write.tenant(), done));
  }

  /**
   * Replaces the signing secret. The response contains the new one, {@code secret}. During the {@code grace_period}, one
   * day by default, deliveries are signed with both.
   */
  @PostMapping("/{id}/rotate-secret")
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.GONE, ErrorCode.CONFLICT })
  Mono<ResponseEntity<EndpointBody>> rotateSecret(
    WriteRequest write,
    @PathVariable String id,
    @JsonBody("rotate-webhook-secret") RotateSecretBody body
  ) {
    return writes.rotate(write, id, body).flatMap(done -> withSecret(write.tenant(), done));
  }

  private Mono<ResponseEntity<EndpointBody>> answer(TenantId tenant, Committed done) {
    return endpoints.await(WebhookEndpoint.key(tenant, done.objectId())).map(endpoint -> ok(endpoint, null));
  }

  /** Opens the stored secret, so that a retried request gets the secret of the first one. */
  private Mono<ResponseEntity<EndpointBody>> withSecret(TenantId tenant, Committed done) {
    return endpoints.await(WebhookEndpoint.key(tenant, done.objectId())).flatMap(endpoint -> {
      SigningSecrets.Version version = endpoint.secrets().current();
      return vault
        .open(SigningSecrets.context(tenant, endpoint.id(), version.number()), version.sealed().toSealed())
        .map(secret -> {
          try (secret) {
            return ok(endpoint, SigningSecret.text(secret));
          }
        })
        .onErrorMap(VaultException.class, EndpointController::unreadable);
    });
  }

  private static ApiException unreadable(VaultException e) {
    return e.reason() == VaultException.Reason.ERASED
      ? ApiException.of(ErrorCode.GONE, "The webhook endpoint is archived")
      : ApiException.of(ErrorCode.UNAVAILABLE, "The keys are temporarily unavailable: retry the request");
  }

  private ResponseEntity<EndpointBody> ok(WebhookEndpoint endpoint, @Nullable String secret) {
    return VersionedResponse.ok(endpoint.version(), EndpointBody.of(endpoint, clock.instant(), secret));
  }
}
