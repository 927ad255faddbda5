@NullMarked
package io.keyfold.authconfig.webhooks.api;

import org.jspecify.annotations.NullMarked;
