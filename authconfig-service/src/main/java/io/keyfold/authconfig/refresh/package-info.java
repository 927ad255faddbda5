/**
 * Keeps the tokens of grants fresh: calls the provider for each open refresh, starts refreshes that are due, retries
 * those whose executor died, and revokes the tokens of archived grants.
 */
@NullMarked
package io.keyfold.authconfig.refresh;

import org.jspecify.annotations.NullMarked;
