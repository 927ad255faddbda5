package io.keyfold.authconfig.commands;

/** Commands on webhook endpoints and their deliveries. */
public sealed interface WebhookCommand
  extends AuthConfigCommand
  permits
    ArchiveWebhookEndpoint,
    CreateWebhookEndpoint,
    ForgetWebhookDelivery,
    RecordWebhookAttempt,
    ResendWebhookDelivery,
    RotateWebhookSecret,
    TestWebhookEndpoint,
    UpdateWebhookEndpoint {}
