/** Converts events and operations to audit entries, which contain only fields that are listed here. */
@NullMarked
package io.keyfold.ledger.audit;

import org.jspecify.annotations.NullMarked;
