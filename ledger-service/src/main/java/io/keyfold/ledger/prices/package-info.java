/** Price lists: what a unit of an operation costs, by provider, tool, meter and time. */
@NullMarked
package io.keyfold.ledger.prices;

import org.jspecify.annotations.NullMarked;
