package io.keyfold.deployment.events;

import io.keyfold.schema.Event;

/** The events on {@code deployment.events}. Sealed, so that the compiler checks switches for completeness. */
public sealed interface DeploymentEvent
  extends Event
  permits
    ApiKeyCreated,
    ApiKeyRevoked,
    DeploymentArchived,
    DeploymentCreated,
    DeploymentUpdated,
    ProviderPublished,
    TenantCreated {}
