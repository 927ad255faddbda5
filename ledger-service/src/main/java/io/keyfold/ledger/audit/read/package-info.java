/** The API of audit events: list and live stream. */
@NullMarked
package io.keyfold.ledger.audit.read;

import org.jspecify.annotations.NullMarked;
