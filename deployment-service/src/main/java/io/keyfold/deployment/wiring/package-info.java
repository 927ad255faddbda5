/** Spring wiring of deployment-service. */
@NullMarked
package io.keyfold.deployment.wiring;

import org.jspecify.annotations.NullMarked;
