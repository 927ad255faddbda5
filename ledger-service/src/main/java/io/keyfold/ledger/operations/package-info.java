/** Metered operations, and the fold of usage records into them. Pure. */
@NullMarked
package io.keyfold.ledger.operations;

import org.jspecify.annotations.NullMarked;
