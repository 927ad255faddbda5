package io.keyfold.authconfig.events;

import io.keyfold.schema.Event;

/** The events that {@code authconfig.events} carries, closed: a switch over it is checked for completeness. */
public sealed interface AuthConfigEvent
  extends Event
  permits
    AuthConfigArchived,
    AuthConfigCreated,
    AuthConfigRotated,
    AuthConfigUpdated,
    CredentialsAttached,
    DeploymentClosed,
    DeploymentOpened {}
