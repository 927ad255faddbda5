package io.keyfold.authconfig.model;

import org.jspecify.annotations.Nullable;

/**
 * What this service knows of a deployment, in the order of its own log: the decider's memory, so that a credential is
 * neither attached twice nor created for what is archived.
 *
 * @param version counts this service's events about it
 * @param attachedAuthConfigId the tenant's default at the time that it was opened
 * @param closed whether it takes no more credentials
 */
public record DeploymentCredentials(long version, @Nullable String attachedAuthConfigId, boolean closed) {}
