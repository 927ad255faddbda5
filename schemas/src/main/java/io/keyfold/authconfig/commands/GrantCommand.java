package io.keyfold.authconfig.commands;

/** Commands on grants and their tokens. */
public sealed interface GrantCommand
  extends AuthConfigCommand
  permits ConnectGrant, FinishRefresh, ImportTokens, RecordRevocation, RestartRefresh, StartRefresh {}
