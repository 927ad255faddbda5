package io.keyfold.authconfig.webhooks.decide;

import io.keyfold.authconfig.commands.ArchiveWebhookEndpoint;
import io.keyfold.authconfig.commands.CreateWebhookEndpoint;
import io.keyfold.authconfig.commands.ForgetWebhookDelivery;
import io.keyfold.authconfig.commands.RecordWebhookAttempt;
import io.keyfold.authconfig.commands.ResendWebhookDelivery;
import io.keyfold.authconfig.commands.RotateWebhookSecret;
import io.keyfold.authconfig.commands.TestWebhookEndpoint;
import io.keyfold.authconfig.commands.UpdateWebhookEndpoint;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.schema.CommandMeta;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short factories for commands on webhooks. */
final class Webhooks {

  private Webhooks() {}

  static CreateWebhookEndpoint create(String id, String... types) {
    return CreateWebhookEndpoint.newBuilder()
      .setMeta(Given.meta(id, null))
      .setUrl("https://acme.example/hook")
      .setEventTypes(List.of(types))
      .setSecret(Given.sealed("one"))
      .build();
  }

  static UpdateWebhookEndpoint enabled(String id, boolean enabled) {
    return UpdateWebhookEndpoint.newBuilder()
      .setMeta(Given.meta(id, null))
      .setUrl("https://acme.example/hook")
      .setEnabled(enabled)
      .build();
  }

  static RotateWebhookSecret rotate(String id, long version, @Nullable Instant previousUntil) {
    return RotateWebhookSecret.newBuilder()
      .setMeta(Given.meta(id, null))
      .setSecret(Given.sealed("v" + version))
      .setSecretVersion(version)
      .setPreviousUsableUntil(previousUntil)
      .build();
  }

  static ArchiveWebhookEndpoint archive(String id) {
    return new ArchiveWebhookEndpoint(Given.meta(id, null));
  }

  static TestWebhookEndpoint test(String deliveryId, String endpointId) {
    return new TestWebhookEndpoint(Given.meta(deliveryId, null), endpointId);
  }

  static ResendWebhookDelivery resend(String deliveryId, String endpointId, Instant at) {
    return new ResendWebhookDelivery(meta(deliveryId, at), endpointId);
  }

  static ForgetWebhookDelivery forget(String deliveryId, String endpointId, Instant at) {
    return new ForgetWebhookDelivery(meta(deliveryId, at), endpointId);
  }

  static RecordWebhookAttempt attempt(String deliveryId, String endpointId, int attempt, int status, Instant at) {
    return RecordWebhookAttempt.newBuilder()
      .setMeta(meta(deliveryId, at))
      .setWebhookEndpointId(endpointId)
      .setAttempt(attempt)
      .setHttpStatus(status)
      .setError(status / 100 == 2 ? null : "http_status")
      .build();
  }

  private static CommandMeta meta(String objectId, Instant at) {
    return CommandMeta.newBuilder(Given.meta(objectId, null)).setIssuedAt(at).build();
  }
}
