@NullMarked
package io.keyfold.authconfig.webhooks;

import org.jspecify.annotations.NullMarked;
