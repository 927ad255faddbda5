@NullMarked
package io.keyfold.ledger.it;

import org.jspecify.annotations.NullMarked;
