/** Runs queries of tenants on the store, within limits. */
@NullMarked
package io.keyfold.ledger.query;

import org.jspecify.annotations.NullMarked;
