/** Webhooks: events of setup sessions and auth configs, delivered to the tenants' own servers. */
@NullMarked
package io.keyfold.authconfig.webhooks;

import org.jspecify.annotations.NullMarked;
