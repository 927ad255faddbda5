/** Deduplication by idempotency keys: one command, one effect. */
@NullMarked
package io.keyfold.platform.log.idempotency;

import org.jspecify.annotations.NullMarked;
