@NullMarked
package io.keyfold.deployment.it;

import org.jspecify.annotations.NullMarked;
