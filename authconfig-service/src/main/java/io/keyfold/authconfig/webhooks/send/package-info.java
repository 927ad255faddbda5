/** Sends deliveries that are due, from the instance that owns the tenant's partition. */
@NullMarked
package io.keyfold.authconfig.webhooks.send;

import org.jspecify.annotations.NullMarked;
