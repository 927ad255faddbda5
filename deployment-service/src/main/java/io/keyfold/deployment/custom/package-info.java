/** Custom providers: created and versioned over HTTP, visible to their tenant only. */
@NullMarked
package io.keyfold.deployment.custom;

import org.jspecify.annotations.NullMarked;
