@NullMarked
package io.keyfold.ledger.cost;

import org.jspecify.annotations.NullMarked;
