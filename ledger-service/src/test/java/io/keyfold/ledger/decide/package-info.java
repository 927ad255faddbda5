@NullMarked
package io.keyfold.ledger.decide;

import org.jspecify.annotations.NullMarked;
