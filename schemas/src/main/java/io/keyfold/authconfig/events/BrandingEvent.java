package io.keyfold.authconfig.events;

/** What happened to the looks and host names of tenants' pages. */
public sealed interface BrandingEvent extends AuthConfigEvent permits BrandingSet, HostClaimed {}
