@NullMarked
package io.keyfold.ledger.budgets;

import org.jspecify.annotations.NullMarked;
