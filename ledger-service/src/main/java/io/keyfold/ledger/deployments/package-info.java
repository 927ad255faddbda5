/** The deployments' metadata, by which usage can be grouped. */
@NullMarked
package io.keyfold.ledger.deployments;

import org.jspecify.annotations.NullMarked;
