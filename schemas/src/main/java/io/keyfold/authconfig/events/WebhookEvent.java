package io.keyfold.authconfig.events;

/** What happened to webhook endpoints. */
public sealed interface WebhookEvent
  extends AuthConfigEvent
  permits
    WebhookDeliveryRequested,
    WebhookEndpointArchived,
    WebhookEndpointCreated,
    WebhookEndpointUpdated,
    WebhookSecretRotated {}
