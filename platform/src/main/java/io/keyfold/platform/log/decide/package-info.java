/** The decide task: one decider per tenant, under exactly-once semantics. */
@NullMarked
package io.keyfold.platform.log.decide;

import org.jspecify.annotations.NullMarked;
