@NullMarked
package io.keyfold.ledger.budgets.evaluate;

import org.jspecify.annotations.NullMarked;
