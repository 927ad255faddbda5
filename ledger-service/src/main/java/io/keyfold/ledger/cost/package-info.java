/** What operations cost: usage, joined with the price at the time of each operation. */
@NullMarked
package io.keyfold.ledger.cost;

import org.jspecify.annotations.NullMarked;
