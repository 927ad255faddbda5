package io.keyfold.deployment.tenant;

/**
 * What an operator sends to create a tenant.
 *
 * @param name its name
 */
record CreateTenantBody(String name) {}
