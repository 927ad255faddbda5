package io.keyfold.authconfig.events;

/** What happened to the versions of an auth config's value, besides their creation. */
public sealed interface VersionEvent
  extends AuthConfigEvent
  permits AuthConfigExpired, AuthConfigExpiring, CredentialFellBack, CredentialVersionRetired {}
