package io.keyfold.authconfig.commands;

/** Imports and exports of the values of auth configs. */
public sealed interface TransferCommand extends AuthConfigCommand permits ExportAuthConfig, ImportAuthConfig {}
