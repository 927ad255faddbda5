package io.keyfold.authconfig.commands;

/** Commands on the looks and host names of tenants' pages. */
public sealed interface BrandingCommand extends AuthConfigCommand permits ClaimHost, SetBranding {}
