package io.keyfold.authconfig.commands;

/** Commands on setup sessions. */
public sealed interface SetupSessionCommand
  extends AuthConfigCommand
  permits
    ArchiveSetupSession,
    ChangeSetupSettings,
    ClaimAuthorization,
    CompleteSetupSession,
    CreateSetupSession,
    DiscardCredential,
    ExpireSetupSession,
    SubmitConfig,
    SubmitCredential,
    UpdateSetupSession {}
