@NullMarked
package io.keyfold.ledger.rates;

import org.jspecify.annotations.NullMarked;
