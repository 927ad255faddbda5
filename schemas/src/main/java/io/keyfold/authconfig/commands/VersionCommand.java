package io.keyfold.authconfig.commands;

/** Commands on the versions of an auth config's value. */
public sealed interface VersionCommand
  extends AuthConfigCommand
  permits RecordExpiry, ReportFallback, RestoreCredentialVersion, RetireCredentialVersion, RotateCredential {}
