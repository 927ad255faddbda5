/** Decides the commands of {@code ledger.commands}: pure, one decision per command. */
@NullMarked
package io.keyfold.ledger.decide;

import org.jspecify.annotations.NullMarked;
