/** How the parts of deployment-service are put together. */
@NullMarked
package io.keyfold.deployment.wiring;

import org.jspecify.annotations.NullMarked;
