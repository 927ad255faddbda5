package io.keyfold.authconfig.commands;

/** Commands on webhook endpoints and their deliveries. */
public sealed interface WebhookCommand
  extends AuthConfigCommand
  permits
    AnnounceBudget,
    ArchiveWebhookEndpoint,
    CreateWebhookEndpoint,
    ForgetWebhookDelivery,
    RecordWebhookAttempt,
    ResendWebhookDelivery,
    RotateWebhookSecret,
    TestWebhookEndpoint,
    UpdateWebhookEndpoint {}
