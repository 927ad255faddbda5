/** What callers were told, and what may therefore be true. Pure. */
@NullMarked
package io.keyfold.chaos.ledger;

import org.jspecify.annotations.NullMarked;
