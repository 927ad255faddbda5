@NullMarked
package io.keyfold.authconfig.webhooks.decide;

import org.jspecify.annotations.NullMarked;
