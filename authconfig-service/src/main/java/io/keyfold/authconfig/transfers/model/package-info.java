/** Imports and exports of credentials: their records and decisions. Pure. */
@NullMarked
package io.keyfold.authconfig.transfers.model;

import org.jspecify.annotations.NullMarked;
