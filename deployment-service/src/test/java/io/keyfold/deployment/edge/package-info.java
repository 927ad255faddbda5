@NullMarked
package io.keyfold.deployment.edge;

import org.jspecify.annotations.NullMarked;
