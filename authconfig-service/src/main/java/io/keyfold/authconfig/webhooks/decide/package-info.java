/** Decides commands on webhook endpoints, and which deliveries follow from an event. Pure. */
@NullMarked
package io.keyfold.authconfig.webhooks.decide;

import org.jspecify.annotations.NullMarked;
