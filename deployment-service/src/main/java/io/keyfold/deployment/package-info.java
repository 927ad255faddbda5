/** The deployment service: catalogue, tenants, API keys, deployments. */
@NullMarked
package io.keyfold.deployment;

import org.jspecify.annotations.NullMarked;
