package io.keyfold.authconfig.webhooks.api;

import io.keyfold.authconfig.commands.ArchiveWebhookEndpoint;
import io.keyfold.authconfig.commands.CreateWebhookEndpoint;
import io.keyfold.authconfig.commands.ResendWebhookDelivery;
import io.keyfold.authconfig.commands.RotateWebhookSecret;
import io.keyfold.authconfig.commands.TestWebhookEndpoint;
import io.keyfold.authconfig.commands.UpdateWebhookEndpoint;
import io.keyfold.authconfig.sealing.Sealing;
import io.keyfold.authconfig.webhooks.SigningSecret;
import io.keyfold.authconfig.webhooks.model.SigningSecrets;
import io.keyfold.authconfig.webhooks.model.WebhookEndpoint;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.Merge;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.web.JsonText;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Creates commands on webhook endpoints from requests, and appends them. */
final class EndpointWrites {

  private static final String ENABLED = "enabled";

  private final View endpoints;
  private final Writer writer;
  private final Merge merge;
  private final Sealing sealing;
  private final EgressPolicy policy;

  EndpointWrites(View endpoints, Writer writer, Sealing sealing, EgressPolicy policy) {
    this.endpoints = endpoints;
    this.writer = writer;
    this.merge = new Merge(endpoints, writer);
    this.sealing = sealing;
    this.policy = policy;
  }

  Mono<Committed> create(WriteRequest write, CreateEndpointBody body) {
    return sealing.discardingUnused(fresh ->
      writer.write(write, () -> {
        String url = EndpointRules.allowedUrl(policy, body.url());
        List<String> types = EndpointRules.eventTypes(body.eventTypes());
        String id = Ids.fresh("whe_", write.at());
        return sealing
          .seal(SigningSecrets.context(write.tenant(), id, 1), SigningSecret::create, null)
          .doOnNext(sealed -> fresh.push(List.of(sealed.getKeyId())))
          .map(sealed ->
            CreateWebhookEndpoint.newBuilder()
              .setMeta(write.meta(id))
              .setUrl(url)
              .setEventTypes(types)
              .setDescription(body.description())
              .setMetadata(JsonText.of(body.metadata()))
              .setEnabled(body.status() == null || ENABLED.equals(body.status()))
              .setSecret(sealed)
              .build()
          );
      })
    );
  }

  Mono<Committed> update(WriteRequest write, String id, UpdateEndpointBody body) {
    return merge.write(
      write,
      WebhookEndpoint.key(write.tenant(), id),
      WebhookEndpointBody.OBJECT,
      WebhookEndpoint::version,
      (current, guarded) -> Mono.fromSupplier(() -> updated(current, guarded, body))
    );
  }

  private UpdateWebhookEndpoint updated(WebhookEndpoint current, WriteRequest write, UpdateEndpointBody body) {
    requireActive(current);
    WebhookEndpoint.Settings known = current.settings();
    String url = Objects.requireNonNullElse(body.url().value(), known.url());
    boolean enabled = body.status().present()
      ? ENABLED.equals(body.status().value())
      : current.status() == WebhookEndpoint.Status.ENABLED;
    return UpdateWebhookEndpoint.newBuilder()
      .setMeta(write.meta(current.id()))
      .setUrl(body.url().present() ? EndpointRules.allowedUrl(policy, url) : url)
      .setEventTypes(
        body.eventTypes().present() ? EndpointRules.eventTypes(body.eventTypes().value()) : known.eventTypes()
      )
      .setDescription(body.description().orElse(known.description()))
      .setMetadata(body.metadata().present() ? JsonText.of(body.metadata().value()) : known.metadata())
      .setEnabled(enabled)
      .build();
  }

  /** Seals with the endpoint's own data key, which is erased with the endpoint. */
  Mono<Committed> rotate(WriteRequest write, String id, RotateSecretBody body) {
    return merge.write(
      write,
      WebhookEndpoint.key(write.tenant(), id),
      WebhookEndpointBody.OBJECT,
      WebhookEndpoint::version,
      (current, guarded) ->
        Mono.defer(() -> {
          requireActive(current);
          SigningSecrets.Version version = current.secrets().current();
          long next = version.number() + 1;
          return sealing
            .seal(SigningSecrets.context(write.tenant(), id, next), SigningSecret::create, version.sealed().keyId())
            .map(sealed ->
              RotateWebhookSecret.newBuilder()
                .setMeta(guarded.meta(id))
                .setSecret(sealed)
                .setSecretVersion(next)
                .setPreviousUsableUntil(EndpointRules.graceEnd(body.gracePeriod(), write.at()))
                .build()
            );
        })
    );
  }

  Mono<Committed> archive(WriteRequest write, String id) {
    return writer.write(write, () ->
      known(write, id).map(current -> {
        requireActive(current);
        return new ArchiveWebhookEndpoint(write.meta(id));
      })
    );
  }

  Mono<Committed> test(WriteRequest write, String id) {
    return writer.write(write, () ->
      known(write, id).map(current -> {
        requireActive(current);
        return new TestWebhookEndpoint(write.meta(Ids.fresh("whd_", write.at())), id);
      })
    );
  }

  Mono<Committed> resend(WriteRequest write, String id, String deliveryId) {
    return writer.write(write, () ->
      known(write, id).map(current -> {
        requireActive(current);
        return new ResendWebhookDelivery(write.meta(deliveryId), id);
      })
    );
  }

  private Mono<WebhookEndpoint> known(WriteRequest write, String id) {
    return endpoints
      .await(WebhookEndpoint.key(write.tenant(), id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound(WebhookEndpointBody.OBJECT, id)));
  }

  private static void requireActive(WebhookEndpoint current) {
    if (current.status() == WebhookEndpoint.Status.ARCHIVED) {
      throw ApiException.about(
        ErrorCode.GONE,
        WebhookEndpointBody.OBJECT,
        current.id(),
        "The webhook endpoint is archived"
      );
    }
  }
}
