@NullMarked
package io.keyfold.platform.log.idempotency;

import org.jspecify.annotations.NullMarked;
