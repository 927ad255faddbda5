@NullMarked
package io.keyfold.ledger.testing;

import org.jspecify.annotations.NullMarked;
