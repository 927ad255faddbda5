@NullMarked
package io.keyfold.deployment.tenant;

import org.jspecify.annotations.NullMarked;
