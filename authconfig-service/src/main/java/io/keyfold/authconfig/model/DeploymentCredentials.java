package io.keyfold.authconfig.model;

import io.keyfold.platform.log.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as recorded in this service's own log. The decider uses it to attach a default credential only once, and
 * to reject auth configs for an archived deployment.
 *
 * @param version number of this service's events about the deployment
 * @param attachedAuthConfigId the tenant's default when the deployment was created
 * @param closed whether it accepts no more credentials
 */
public record DeploymentCredentials(
  long version,
  @Nullable String attachedAuthConfigId,
  boolean closed
) implements Versioned {}
