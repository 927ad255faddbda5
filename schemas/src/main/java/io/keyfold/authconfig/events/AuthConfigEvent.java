package io.keyfold.authconfig.events;

import io.keyfold.schema.Event;

/** The events on {@code authconfig.events}. Sealed, so that the compiler checks switches for completeness. */
public sealed interface AuthConfigEvent
  extends Event
  permits
    AppEvent,
    AuthConfigArchived,
    AuthConfigCreated,
    AuthConfigRotated,
    AuthConfigUpdated,
    BrandingEvent,
    ConfigEvent,
    CredentialsAttached,
    DeploymentClosed,
    DeploymentOpened,
    GrantEvent,
    SetupSessionEvent,
    TransferEvent,
    UserErased,
    VersionEvent,
    WebhookEvent {}
