/** HTTP API of tenants and API keys. */
@NullMarked
package io.keyfold.deployment.tenant;

import org.jspecify.annotations.NullMarked;
