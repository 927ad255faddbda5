/** Budgets: limits of calls or cost in a period. What is used of them is computed, not stored. */
@NullMarked
package io.keyfold.ledger.budgets;

import org.jspecify.annotations.NullMarked;
