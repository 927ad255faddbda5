/** Provider deployments: created, changed, archived, read. */
@NullMarked
package io.keyfold.deployment.deployments;

import org.jspecify.annotations.NullMarked;
