/** Provider deployments: creation, changes, archiving and lookup. */
@NullMarked
package io.keyfold.deployment.deployments;

import org.jspecify.annotations.NullMarked;
