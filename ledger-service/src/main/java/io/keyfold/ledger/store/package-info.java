/** The columnar store: one DuckDB file per instance. */
@NullMarked
package io.keyfold.ledger.store;

import org.jspecify.annotations.NullMarked;
