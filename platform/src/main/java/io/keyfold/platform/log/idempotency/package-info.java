/** One command, one effect: what is remembered of used idempotency keys. */
@NullMarked
package io.keyfold.platform.log.idempotency;

import org.jspecify.annotations.NullMarked;
