/** Exactly-once running totals of usage, for billing and for the usage view. */
@NullMarked
package io.keyfold.session.usage.totals;

import org.jspecify.annotations.NullMarked;
