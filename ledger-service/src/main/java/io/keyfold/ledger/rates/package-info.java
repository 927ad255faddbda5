/** Exchange rates that a tenant sets, to report costs in one currency. */
@NullMarked
package io.keyfold.ledger.rates;

import org.jspecify.annotations.NullMarked;
