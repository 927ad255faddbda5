/** The archive: the ledger's rows as Parquet files, by tenant and day, written once. */
@NullMarked
package io.keyfold.ledger.archive;

import org.jspecify.annotations.NullMarked;
