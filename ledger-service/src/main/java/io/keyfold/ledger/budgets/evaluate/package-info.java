/** Evaluates budgets when what they count has changed. */
@NullMarked
package io.keyfold.ledger.budgets.evaluate;

import org.jspecify.annotations.NullMarked;
