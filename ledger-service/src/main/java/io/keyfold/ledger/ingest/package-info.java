/** Reads usage records from the log into the store. */
@NullMarked
package io.keyfold.ledger.ingest;

import org.jspecify.annotations.NullMarked;
