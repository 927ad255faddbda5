/** deployment-service: catalogue, tenants, API keys and deployments. */
@NullMarked
package io.keyfold.deployment;

import org.jspecify.annotations.NullMarked;
