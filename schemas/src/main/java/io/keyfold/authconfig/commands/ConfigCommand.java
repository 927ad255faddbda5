package io.keyfold.authconfig.commands;

/** Commands on provider configs. */
public sealed interface ConfigCommand extends AuthConfigCommand permits ArchiveConfig, CreateConfig, UpdateConfig {}
