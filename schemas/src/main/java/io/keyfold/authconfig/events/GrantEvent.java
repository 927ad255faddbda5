package io.keyfold.authconfig.events;

/** What happened to grants: auth configs whose tokens a user's consent obtained. */
public sealed interface GrantEvent
  extends AuthConfigEvent
  permits GrantBroken, GrantConnected, GrantReconnected, GrantRevoked {}
