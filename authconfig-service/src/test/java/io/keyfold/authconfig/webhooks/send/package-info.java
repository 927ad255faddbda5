@NullMarked
package io.keyfold.authconfig.webhooks.send;

import org.jspecify.annotations.NullMarked;
