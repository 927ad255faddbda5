package io.keyfold.deployment.events;

import io.keyfold.schema.Event;

/** The events that {@code deployment.events} carries, closed: a switch over it is checked for completeness. */
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
