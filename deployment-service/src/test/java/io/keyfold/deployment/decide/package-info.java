@NullMarked
package io.keyfold.deployment.decide;

import org.jspecify.annotations.NullMarked;
