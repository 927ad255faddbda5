package io.keyfold.authconfig.events;

/** What happened to OAuth apps. */
public sealed interface AppEvent
  extends AuthConfigEvent
  permits AppArchived, AppCreated, AppExpired, AppExpiring, AppRotated, AppUpdated, AppVersionRetired, AppVersionUsed {}
