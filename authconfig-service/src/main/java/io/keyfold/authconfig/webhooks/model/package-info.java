/** Webhook endpoints, their deliveries and the folds of both. */
@NullMarked
package io.keyfold.authconfig.webhooks.model;

import org.jspecify.annotations.NullMarked;
