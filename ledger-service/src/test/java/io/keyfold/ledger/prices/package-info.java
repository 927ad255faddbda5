@NullMarked
package io.keyfold.ledger.prices;

import org.jspecify.annotations.NullMarked;
