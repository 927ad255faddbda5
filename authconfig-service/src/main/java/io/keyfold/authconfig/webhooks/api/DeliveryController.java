package io.keyfold.authconfig.webhooks.api;

import io.keyfold.authconfig.sealing.Sealing;
import io.keyfold.authconfig.webhooks.model.Delivery;
import io.keyfold.authconfig.webhooks.model.WebhookEndpoint;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.vault.Vault;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Lists;
import io.keyfold.platform.web.RequiresScope;
import io.keyfold.platform.web.VersionedResponse;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Webhook deliveries: what was sent to an endpoint. They can be read and sent again until 7 days after they finished. */
@RestController
@RequestMapping("/webhook-endpoints/{id}")
class DeliveryController {

  private static final String READ = "instance.provider.auth:read";
  private static final String WRITE = "instance.provider.auth:write";

  private final View endpoints;
  private final View deliveries;
  private final Lists lists;
  private final EndpointWrites writes;

  DeliveryController(
    @Qualifier("authConfigsView") View endpoints,
    @Qualifier("deliveriesView") View deliveries,
    Writer writer,
    Vault vault,
    EgressPolicy policy,
    Lists lists
  ) {
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.lists = lists;
    this.writes = new EndpointWrites(endpoints, writer, new Sealing(vault), policy);
  }

  /** Sends a {@code ping} to a webhook endpoint. Returns the delivery, which is sent after the response. */
  @PostMapping("/test")
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.GONE, ErrorCode.CONFLICT })
  Mono<ResponseEntity<WebhookDeliveryBody>> test(WriteRequest write, @PathVariable String id) {
    return writes.test(write, id).flatMap(done -> find(write.tenant(), id, done.objectId()));
  }

  /** Lists the deliveries of a webhook endpoint. */
  @GetMapping("/deliveries")
  @RequiresScope(READ)
  Mono<ListBody<WebhookDeliveryBody>> list(
    Caller caller,
    @PathVariable String id,
    @Filters(
      value = { "status", "event_type", "event_id", "object_id" },
      times = "created_at",
      statuses = { "pending", "succeeded", "failed" }
    ) ListQuery query
  ) {
    return endpoints
      .await(WebhookEndpoint.key(caller.tenant(), id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound(WebhookEndpointBody.OBJECT, id)))
      .flatMap(endpoint ->
        lists.page(
          deliveries,
          Scan.prefixed(caller.tenant(), Delivery.kind(), endpoint.id() + "/"),
          query,
          (deliveryId, delivery) -> matches(query, delivery),
          WebhookDeliveryBody::of
        )
      );
  }

  private static boolean matches(ListQuery query, Delivery delivery) {
    return (
      query.admits("status", WebhookDeliveryBody.status(delivery)) &&
      query.admits("event_type", delivery.content().eventType()) &&
      query.admits("event_id", delivery.content().eventId()) &&
      query.admits("object_id", delivery.content().objectId()) &&
      query.within("created_at", delivery.content().createdAt())
    );
  }

  /** Gets a delivery of a webhook endpoint. */
  @GetMapping("/deliveries/{deliveryId}")
  @RequiresScope(READ)
  Mono<ResponseEntity<WebhookDeliveryBody>> get(
    Caller caller,
    @PathVariable String id,
    @PathVariable String deliveryId
  ) {
    return find(caller.tenant(), id, deliveryId);
  }

  /** Sends a delivery again, with the same id and body, and starts another 24 hours of attempts. */
  @PostMapping("/deliveries/{deliveryId}/resend")
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.GONE, ErrorCode.CONFLICT })
  Mono<ResponseEntity<WebhookDeliveryBody>> resend(
    WriteRequest write,
    @PathVariable String id,
    @PathVariable String deliveryId
  ) {
    // The outcome is in another view than the delivery.
    return writes
      .resend(write, id, deliveryId)
      .flatMap(done -> deliveries.caughtUp(write.tenant()).then(find(write.tenant(), id, done.objectId())));
  }

  private Mono<ResponseEntity<WebhookDeliveryBody>> find(TenantId tenant, String id, String deliveryId) {
    return deliveries
      .await(tenant.value(), state -> state.find(Delivery.key(tenant, id, deliveryId)))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound(WebhookDeliveryBody.OBJECT, deliveryId)))
      .map(delivery -> VersionedResponse.ok(delivery.version(), WebhookDeliveryBody.of(delivery)));
  }
}
