/** Imports and exports of the values of auth configs, for tenants that move to Keyfold or away from it. */
@NullMarked
package io.keyfold.authconfig.transfers;

import org.jspecify.annotations.NullMarked;
