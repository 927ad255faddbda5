package io.keyfold.authconfig.events;

/** What happened to setup sessions: hosted pages on which a tenant's users connect accounts. */
public sealed interface SetupSessionEvent
  extends AuthConfigEvent
  permits
    SetupAuthorizationClaimed,
    SetupConfigSubmitted,
    SetupConsentRevoked,
    SetupCredentialDiscarded,
    SetupCredentialSubmitted,
    SetupSessionArchived,
    SetupSessionCompleted,
    SetupSessionCreated,
    SetupSessionExpired,
    SetupSessionFailed,
    SetupSessionUpdated,
    SetupSettingsChanged {}
