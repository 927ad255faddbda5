/** Tenants and API keys over HTTP. */
@NullMarked
package io.keyfold.deployment.tenant;

import org.jspecify.annotations.NullMarked;
