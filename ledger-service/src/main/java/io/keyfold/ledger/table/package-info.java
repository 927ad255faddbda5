/** Rows of reports as tables, whatever the format of their files. */
@NullMarked
package io.keyfold.ledger.table;

import org.jspecify.annotations.NullMarked;
