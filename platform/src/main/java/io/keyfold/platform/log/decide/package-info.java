/** The decide task: one judge per tenant, under exactly-once. */
@NullMarked
package io.keyfold.platform.log.decide;

import org.jspecify.annotations.NullMarked;
