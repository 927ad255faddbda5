/** The deployments' metadata, by which usage can be grouped, and the tools of their providers. */
@NullMarked
package io.keyfold.ledger.deployments;

import org.jspecify.annotations.NullMarked;
