/** Exports: usage and costs as files, which are the same for the same positions on the log. */
@NullMarked
package io.keyfold.ledger.exports;

import org.jspecify.annotations.NullMarked;
