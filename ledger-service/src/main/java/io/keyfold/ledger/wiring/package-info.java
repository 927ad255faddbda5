/** Spring wiring of ledger-service. */
@NullMarked
package io.keyfold.ledger.wiring;

import org.jspecify.annotations.NullMarked;
