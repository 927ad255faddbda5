package io.keyfold.deployment.tenant;

/**
 * Request to create a tenant.
 *
 * @param name name of the tenant
 */
record CreateTenantBody(String name) {}
