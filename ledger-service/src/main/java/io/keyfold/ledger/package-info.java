/** ledger-service: what the tenants' deployments used, over years and by any dimension. */
@NullMarked
package io.keyfold.ledger;

import org.jspecify.annotations.NullMarked;
