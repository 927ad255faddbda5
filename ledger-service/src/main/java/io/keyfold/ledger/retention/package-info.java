/** How long rows stay in the ledger. */
@NullMarked
package io.keyfold.ledger.retention;

import org.jspecify.annotations.NullMarked;
