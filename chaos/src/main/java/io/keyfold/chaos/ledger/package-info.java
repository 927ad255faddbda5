/** The responses that callers received, and the states that they allow. Pure. */
@NullMarked
package io.keyfold.chaos.ledger;

import org.jspecify.annotations.NullMarked;
