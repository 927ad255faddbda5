package io.keyfold.authconfig.webhooks.send;

import io.keyfold.authconfig.commands.RecordWebhookAttempt;
import io.keyfold.authconfig.webhooks.SigningSecret;
import io.keyfold.authconfig.webhooks.model.Delivery;
import io.keyfold.authconfig.webhooks.model.DeliveryRef;
import io.keyfold.authconfig.webhooks.model.SigningSecrets;
import io.keyfold.authconfig.webhooks.model.WebhookEndpoint;
import io.keyfold.authconfig.webhooks.send.AttemptResult.Failure;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.vault.Vault;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.CommandMeta;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes one attempt of a delivery: reads its current state, signs, posts, and records the result. */
final class Attempts {

  private static final Actor SELF = new Actor(ActorType.SERVICE, "authconfig-service");

  private final View endpoints;
  private final View deliveries;
  private final Vault vault;
  private final WebhookHttp http;
  private final AttemptLog log;
  private final Clock clock;
  private final MeterRegistry meters;

  Attempts(
    View endpoints,
    View deliveries,
    Vault vault,
    WebhookHttp http,
    AttemptLog log,
    Clock clock,
    MeterRegistry meters
  ) {
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.vault = vault;
    this.http = http;
    this.log = log;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * Attempts the delivery if it is still due, and completes when the result is in the views. Both views catch up before,
   * so that neither a changed endpoint nor another instance's result is missed. Errors, without an effect, if the log or
   * the keys are unavailable.
   *
   * @return the result; empty if nothing was due
   */
  Mono<AttemptResult> attempt(DeliveryRef ref) {
    return Mono.when(endpoints.caughtUp(ref.tenant()), deliveries.caughtUp(ref.tenant())).then(
      Mono.defer(() -> {
        Delivery delivery = deliveries.find(ref.key()).filter(this::due).orElse(null);
        WebhookEndpoint endpoint = endpoints.find(WebhookEndpoint.key(ref.tenant(), ref.endpointId())).orElse(null);
        return delivery == null || endpoint == null ? Mono.empty() : attempt(delivery, endpoint);
      })
    );
  }

  private boolean due(Delivery delivery) {
    Instant next = delivery.round().nextAttemptAt();
    return next != null && !next.isAfter(clock.instant());
  }

  private Mono<AttemptResult> attempt(Delivery delivery, WebhookEndpoint endpoint) {
    Timer.Sample sample = Timer.start(meters);
    Instant start = clock.instant();
    return result(delivery, endpoint)
      .doOnNext(result -> sample.stop(timer(result)))
      .flatMap(result -> log.record(recorded(delivery, result, start)).thenReturn(result));
  }

  private Mono<AttemptResult> result(Delivery delivery, WebhookEndpoint endpoint) {
    return switch (endpoint.status()) {
      case ENABLED -> signatures(delivery, endpoint).flatMap(headers ->
        http.post(endpoint.settings().url(), headers, delivery.content().body())
      );
      case DISABLED -> Mono.just(AttemptResult.failed(Failure.ENDPOINT_DISABLED));
      case ARCHIVED -> Mono.just(AttemptResult.failed(Failure.ENDPOINT_ARCHIVED));
    };
  }

  private Mono<Map<String, String>> signatures(Delivery delivery, WebhookEndpoint endpoint) {
    Instant now = clock.instant();
    return Flux.fromIterable(endpoint.secrets().signing(now))
      .concatMap(version -> signature(delivery, endpoint.id(), version, now))
      .collectList()
      .map(signatures ->
        Map.of(
          "webhook-id",
          delivery.id(),
          "webhook-timestamp",
          Long.toString(now.getEpochSecond()),
          "webhook-signature",
          String.join(" ", signatures)
        )
      );
  }

  private Mono<String> signature(Delivery delivery, String endpointId, SigningSecrets.Version version, Instant now) {
    SealContext context = SigningSecrets.context(delivery.tenant(), endpointId, version.number());
    return vault.open(context, version.sealed().toSealed()).map(secret -> {
      try (secret) {
        return SigningSecret.sign(secret, delivery.id(), now, delivery.content().body());
      }
    });
  }

  private RecordWebhookAttempt recorded(Delivery delivery, AttemptResult result, Instant start) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return RecordWebhookAttempt.newBuilder()
      .setMeta(meta(delivery.tenant(), delivery.id(), now))
      .setWebhookEndpointId(delivery.endpointId())
      .setAttempt(delivery.attempts() + 1)
      .setHttpStatus(result.httpStatus())
      .setError(wire(result.error()))
      .setRetryAt(result.retryAt() == null ? null : result.retryAt().truncatedTo(ChronoUnit.MICROS))
      .setDurationMs(Duration.between(start, now).toMillis())
      .setCounted(result.counted())
      .build();
  }

  private static @Nullable String wire(@Nullable Failure error) {
    return error == null ? null : error.wire();
  }

  /** {@return the envelope of a command that follows from a delivery} */
  static CommandMeta meta(TenantId tenant, String deliveryId, Instant now) {
    return WriteRequest.ofService(tenant, SELF, now).meta(deliveryId);
  }

  private Timer timer(AttemptResult result) {
    return Timer.builder("keyfold.webhooks.attempts")
      .description("Attempts of webhook deliveries")
      .tag("outcome", result.outcome())
      .register(meters);
  }
}
