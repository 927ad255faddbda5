package io.keyfold.authconfig.commands;

/** Commands on OAuth apps. */
public sealed interface AppCommand
  extends AuthConfigCommand
  permits ArchiveApp, CreateApp, RestoreAppVersion, RetireAppVersion, RotateApp, UpdateApp {}
