package io.keyfold.authconfig.events;

/** Imports and exports of the values of auth configs. */
public sealed interface TransferEvent extends AuthConfigEvent permits AuthConfigExported, AuthConfigImported {}
