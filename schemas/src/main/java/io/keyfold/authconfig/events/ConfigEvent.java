package io.keyfold.authconfig.events;

/** What happened to provider configs. */
public sealed interface ConfigEvent extends AuthConfigEvent permits ConfigArchived, ConfigCreated, ConfigUpdated {}
